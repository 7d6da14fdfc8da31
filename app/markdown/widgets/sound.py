"""``@audio[text](file)``: a sound for the slide, which plays when somebody asks for it (spec section 7)."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from app.markdown.address import asset
from app.markdown.attributes import write_attributes
from app.markdown.image import placeholder
from app.markdown.page import page_of
from app.markdown.widgets.syntax import Call, without_notes
from app.markdown.widgets.widget import Widget, line_of, push_finished


def _audio(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    name = " ".join(without_notes(call.arguments).split())
    found = asset(page, state.src[slice(*call.body)] if call.body else "", line_of(state, call), kind="file")
    missing = found.missing is not None or not found.address
    if page.notes_mode:
        push_finished(state, placeholder(found, name) if missing else _player(found.address, name))
        return
    # The slide shows a small sign; the player opens on a click, without script.
    page.has_tags = True
    label = f"{'missing sound' if missing else 'Sound'}: {name}".removesuffix(": ")
    summary = f"<summary{write_attributes([('title', label), ('aria-label', label)])}></summary>"
    classes, inside = (
        ("sound missing-sound", placeholder(found)) if missing else ("sound", _player(found.address, name))
    )
    state.push("finished", "", 0).content = f'<details class="{classes}">{summary}{inside}</details>'


def _player(address: str, name: str) -> str:
    pairs = [
        ("src", address),
        ("controls", ""),
        ("preload", "none"),
        ("aria-label", f"Sound: {name}".removesuffix(": ")),
    ]
    return f"<audio{write_attributes(pairs)}></audio>"


WIDGETS = {"audio": Widget(_audio, needs_body=True)}
