"""Every widget with any arguments and any body: it is drawn or stays text, and code and escapes are never widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.markdown.widgets.rules import KNOWN, WIDGETS
from tests.markdown.test_any_text import Reader

if TYPE_CHECKING:
    from tests.markdown.conftest import Slide

NAMES = sorted(KNOWN | set(WIDGETS))
FILES = {"a.csv": "a,b\n1,2\n", "a.py": "x = 1\n", "s.md": "**x**", "a.mmd": "graph LR\na-->b", "a.diff": "-x\n+y\n"}
PIECES = r"""
a.csv a.py s.md a.mmd a.diff a.png a.mp3 fragment span-50 north bg-gold drag=50 drop=center lines=1-3 heart 1.5em red
https://x.y/z tada # | & < > " ' <b> </b> <script> javascript:x onclick=x ] ( ) \ ` $ {{a}} @css[a](b) **b** ![a](a.png)
: = , ; ? % url(x)
"""
WORDS = st.sampled_from(PIECES.split())
ARGUMENTS = st.lists(WORDS | st.text(max_size=5), max_size=4).map(" ".join)
PLAIN = st.text(st.characters(categories=["L", "N"], include_characters=" .-"), max_size=20).map(str.strip)


@pytest.mark.parametrize("untrusted", [False, True])
@settings(max_examples=200)
@given(st.sampled_from(NAMES), ARGUMENTS, st.none() | ARGUMENTS, st.sampled_from(["{}", "a {} b"]))
def test_any_call_of_a_widget_is_harmless(  # noqa: PLR0917
    slide: Slide, untrusted: bool, name: str, arguments: str, body: str | None, around: str
) -> None:
    call = f"@{name}[{arguments}]" + ("" if body is None else f"({body})")
    made = slide(around.format(call), "a.png", "a.mp3", files=FILES, untrusted=untrusted)
    read = Reader(made.html)
    assert read.open == []
    assert not read.tags & {"script", "style", "iframe", "object", "embed", "section", "link", "meta", "base"}
    assert not any(attribute.startswith("on") for attribute, _ in read.attributes)
    assert "slide-failed" not in {found.code for found in made.diagnostics}


@settings(max_examples=200)
@given(st.sampled_from(NAMES), PLAIN, PLAIN)
def test_in_code_and_behind_a_backslash_no_widget_is_one(slide: Slide, name: str, arguments: str, body: str) -> None:
    call = f"@{name}[{arguments}]({body})"
    for text in (f"x `{call}` y", f"x \\{call} y", f"```\nx {call} y\n```", f"    x {call} y"):
        assert "".join(Reader(slide(text).html).text).strip() == f"x {call} y", text


@settings(max_examples=200)
@given(st.text(alphabet="abcxyz", min_size=4, max_size=12), PLAIN, PLAIN)
def test_what_is_no_widget_stays_as_it_was_written(slide: Slide, name: str, arguments: str, body: str) -> None:
    assume(name not in KNOWN)
    written = f"x @{name}[{arguments}]({body}) y"
    assert "".join(Reader(slide(written).html).text) == written


@pytest.mark.parametrize("address", ["me@box.org", "a@[1-3]", "x.y@css", "@dataclass", "user@host"])
def test_mail_addresses_and_decorators_are_text(slide: Slide, address: str) -> None:
    assert "".join(Reader(slide(f"x {address} y").html).text) == f"x {address} y"
