"""``@fa[heart fa-2x](text)``: Font Awesome icons as inline SVG, where the package with their shapes is installed."""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it.rules_inline import StateInline

from app.markdown.diagnostic import Severity
from app.markdown.page import page_of
from app.markdown.widgets.style import class_words
from app.markdown.widgets.syntax import Call
from app.markdown.widgets.widget import Widget, push_body, push_finished

# Names of Font Awesome 4 that no later version knows; `-o` at the end is the regular style.
_OLD = {
    "area-chart": "chart-area",
    "bar-chart": "chart-column",
    "calendar": "calendar-days",
    "cc": "closed-captioning",
    "clone": "clone",
    "cloud-download": "cloud-arrow-down",
    "cloud-upload": "cloud-arrow-up",
    "code-fork": "code-branch",
    "commenting": "comment-dots",
    "dashboard": "gauge-high",
    "diamond": "gem",
    "exchange": "right-left",
    "eyedropper": "eye-dropper",
    "facebook-official": "facebook",
    "file-text": "file-lines",
    "files": "copy",
    "gears": "gears",
    "glass": "martini-glass-empty",
    "hand-o-down": "hand-point-down",
    "hand-o-left": "hand-point-left",
    "hand-o-right": "hand-point-right",
    "hand-o-up": "hand-point-up",
    "heartbeat": "heart-pulse",
    "intersex": "mars-and-venus",
    "level-down": "turn-down",
    "level-up": "turn-up",
    "line-chart": "chart-line",
    "linkedin-square": "linkedin",
    "long-arrow-down": "down-long",
    "long-arrow-left": "left-long",
    "long-arrow-right": "right-long",
    "long-arrow-up": "up-long",
    "money": "money-bill-1",
    "paper-plane": "paper-plane",
    "pencil": "pencil",
    "picture": "image",
    "pie-chart": "chart-pie",
    "refresh": "arrows-rotate",
    "shield": "shield",
    "sign-in": "right-to-bracket",
    "sign-out": "right-from-bracket",
    "sliders": "sliders",
    "sort-alpha-asc": "arrow-down-a-z",
    "tachometer": "gauge-high",
    "television": "tv",
    "thumb-tack": "thumbtack",
    "thumbs-up": "thumbs-up",
    "ticket": "ticket",
    "trash": "trash-can",
    "video-camera": "video",
    "youtube-play": "youtube",
}
_STYLES = {
    "fa": ("solid", "brands", "regular"),
    "fas": ("solid",),
    "fal": ("regular", "solid"),
    "fad": ("solid",),
    "far": ("regular", "solid"),
    "fab": ("brands",),
}


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    """The shapes by name, or nothing where the package is not there. Read as data: importing it is far dearer."""
    found = importlib.util.find_spec("faicons")
    if found is None or not found.submodule_search_locations:
        return {}
    shapes: dict[str, Any] = json.loads((Path(found.submodule_search_locations[0]) / "icons.json").read_text("utf-8"))
    return shapes


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias: name for name, icon in _shapes().items() for alias in icon.get("aliases", {}).get("names", ())}


@lru_cache(maxsize=512)
def svg(family: str, name: str) -> str | None:
    """The icon as SVG one em high, in the colour of the text; None if there is none of that name."""
    shapes = _shapes()
    regular = name.endswith("-o")
    base = name[:-2] if regular else name
    for candidate in (name, _aliases().get(name), _OLD.get(name), base, _OLD.get(base)):
        if candidate in shapes:
            drawn = shapes[candidate]["svg"]
            wanted = (*("regular",) * regular, *_STYLES[family], *drawn)
            return _drawn(drawn[next(style for style in wanted if style in drawn)])
    return None


def _drawn(shape: dict[str, Any]) -> str:
    width, height = shape["width"], shape["height"]
    return (
        f'<svg class="fa-shape" viewBox="0 0 {width} {height}" width="{round(width / height, 4)}em" height="1em"'
        f' fill="currentColor" aria-hidden="true" focusable="false"><path d="{escape(shape["path"])}"/></svg>'
    )


def _icon(state: StateInline, call: Call) -> None:
    page = page_of(state.env)
    words = call.arguments.split()
    name = next((word.removeprefix("fa-") for word in words), "").lower()
    drawn = svg(call.name, name) if name else None
    if drawn is None:
        line = page.line + state.src.count("\n", 0, call.start)
        page.tell(Severity.INFO, "unknown-icon", f"no icon `{name}`", line, text=name)
    else:
        classes = class_words(" ".join([call.name, f"fa-{name}", *words[1:]]))
        opening = state.push("icon_open", "i", 1)
        opening.attrs = {"class": classes}
        push_finished(state, drawn)
        state.push("icon_close", "i", -1)
    if call.body and state.src[call.body[0] : call.body[1]].strip():
        if drawn is not None:
            state.push("text", "", 0).content = " "
        push_body(state, call)


WIDGETS = {name: Widget(_icon) for name in _STYLES}
