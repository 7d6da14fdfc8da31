"""What a slide's own background does to its text, and how its video plays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.audience_acts import look
from tests.conftest import Server


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        ("#123", "dark"),
        ("papayawhip", "light"),
        ("linear-gradient(to right, #123, navy 60%, #456)", "dark"),
        ("radial-gradient(circle at top, white, rgb(200 220 255))", "light"),
        ("linear-gradient(100deg, white 50%, #567AD2 50%)", ""),
        ("transparent", ""),
    ],
)
def test_text_answers_to_the_colours_behind_it(
    context: BrowserContext, serve: Callable[..., Server], write: Callable[..., Path], colour: str, ground: str
) -> None:
    server = serve(write("talk/PITCHME.md", f"---?color={colour}\n# Dusk\n"))
    screen = look(context, server)
    names = screen.ask("() => [...document.querySelector('section.present').classList]")
    assert [name for name in names if name.endswith("-background")] == ([f"has-{ground}-background"] if ground else [])


@pytest.mark.parametrize(("words", "loops"), [("", False), ("&loop=true", True), ("&loop=false", False)])
def test_a_video_is_repeated_only_if_the_slide_says_so(
    context: BrowserContext, serve: Callable[..., Server], write: Callable[..., Path], words: str, loops: bool
) -> None:
    write("talk/tide.webm", (Path(__file__).parents[2] / "slides/gallery/assets/tide.webm").read_bytes())
    server = serve(write("talk/PITCHME.md", f"---?video=tide.webm{words}\n# Tide\n"))
    screen = look(context, server)
    assert screen.ask("() => document.querySelector('.slide-background video').loop") is loops
