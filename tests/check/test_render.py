"""What `pitchme check --render` sees in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.check import render
from app.check.findings import Findings, check
from app.check.render import Render
from app.deck.build import Options
from app.deck.errors import PitchMeError
from tests.check.check_examples import codes, only
from tests.check.test_pages import IN_A_BROWSER, put
from tests.conftest import pitchme

Write = Callable[..., Path]


def rendered(path: Path) -> Findings:
    """What is wrong at a path, measured."""
    return check(path, options=Options(), measure=Render(path))


@pytest.mark.parametrize("code", sorted(IN_A_BROWSER))
def test_the_examples_of_the_pages_are_what_they_say(tmp_path: Path, code: str) -> None:
    assert code in codes(rendered(put(tmp_path / "bad", code, "bad")))
    assert code not in codes(rendered(put(tmp_path / "good", code, "good")))


def test_a_slide_that_is_too_tall_is_told_by_lines_at_its_place(write: Write) -> None:
    write("PITCHME.yaml", "theme: light\n")
    # 1280x720 with lines of 34 px * 1.35: fifteen of them fit.
    lines = "\n".join(f"line {number}<br>" for number in range(1, 21))
    found = rendered(write("PITCHME.md", f"# First\n\n---\n## Second\n\n+++\n\n{lines}\n\n---\n# Last\n"))
    fault = only(found, "overflow")
    assert (fault.path.rpartition("/")[2], fault.line) == ("PITCHME.md", 6)
    assert "slide 3 is " in fault.message
    assert "lines too tall" in fault.message


def test_a_word_that_is_too_long_is_told_in_pixels(write: Write) -> None:
    found = rendered(write("PITCHME.md", f'<p style="white-space: nowrap">{"wide " * 60}</p>\n'))
    assert "px too wide" in only(found, "overflow").message


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n" + "- step |\n" * 4,
        "```text\n" + "a long line of code " * 30 + "\n" + "line\n" * 60 + "```\n",
        '<div style="overflow: hidden; height: 100px">' + "<p>text</p>" * 30 + "</div>\n",
        "@snap[north-west]\nIn the corner\n@snapend\n\n@snap[south-east]\nIn the other\n@snapend\n",
        "---?image=https://pictures.example/a.png\n\n![there](https://pictures.example/a.png)\n",
        '<p style="clip-path: inset(50%); position: absolute; top: 2000px">heard, not seen</p>\n',
        "@audio[A song](missing.mp3)\n",
        "---?hidden=true\n\n" + "line\n\n" * 40 + "---\n# Shown\n",
    ],
    ids=[
        "steps",
        "scrolled code",
        "cut off on purpose",
        "corners",
        "other hosts",
        "for screen readers",
        "missing",
        "hidden",
    ],
)
def test_what_is_as_it_should_be_is_not_told(write: Write, text: str) -> None:
    assert {"overflow", "picture-not-drawn"}.isdisjoint(codes(rendered(write("PITCHME.md", text))))


def test_every_deck_of_a_folder_is_measured(write: Write) -> None:
    write("a/PITCHME.md", "![one](broken.png)\n")
    write("a/broken.png", b"no picture")
    write("b/PITCHME.md", "---?image=behind.png\n\n# B\n")
    write("b/PITCHME.yaml", "theme: light\n")
    found = rendered(write("b/behind.png", b"no picture"))
    assert [(fault.code, fault.path.split("/")[-2], fault.line) for fault in found.faults] == [
        ("picture-not-drawn", "a", 1),
        ("picture-not-drawn", "b", 1),
    ]


def test_the_command_measures_too(write: Write) -> None:
    folder = write("PITCHME.md", "![one](broken.png)\n")
    write("broken.png", b"no picture")
    result = pitchme("check", str(folder), "--render", "--strict")
    assert (result.returncode, "[picture-not-drawn]" in result.stdout) == (1, True)


def test_without_playwright_or_a_browser_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PITCHME_CHROMIUM", raising=False)
    monkeypatch.setattr(render, "BROWSERS", ())
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    with pytest.raises(PitchMeError, match="apt install chromium"):
        Render(Path())
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(PitchMeError, match=r"pip install 'pitchme\[check\]'"):
        Render(Path())
