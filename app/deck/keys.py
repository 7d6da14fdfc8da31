"""Every key of the settings: what value it takes and where that goes (spec section 9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.deck.code_style import palette
from app.markdown.colours import is_colour

THEMES = (
    "auto", "light", "dark", "black", "white", "league", "beige", "sky", "night", "serif", "simple", "solarized",
    "moon", "template", "default",
)  # fmt: skip
LOGO_POSITIONS = ("top-left", "top-right", "bottom-left", "bottom-right")
TRANSITIONS = ("none", "fade", "slide", "convex", "concave", "zoom")
THEME_KEYS = tuple(
    f"theme-{part}" for part in ("background", "headline", "byline", "text", "links", "code", "controls", "margins")
)
IGNORED = frozenset(
    ("stealth", "revealjs", "revealjs-version", "print-fragments", "audio-deck", "theme-builder", "code-line-numbers",
     "published", "gatoken")
)  # fmt: skip
IGNORED_PREFIXES = ("citations-",)


class InvalidValueError(ValueError):
    """Says what the value must be: "`loop` must be …"."""


@dataclass(frozen=True, slots=True)
class Key:
    """``check`` returns the value as it is kept or raises ``InvalidValueError``; ``field`` is where it goes in
    ``DeckSettings`` (empty: into ``other`` if ``keep``)."""

    check: Callable[[Any], Any]
    field: str = ""
    keep: bool = True


def text(value: Any) -> str:
    """A word or a line; numbers are taken as written."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise InvalidValueError("a text")
    return str(value).strip()


def word(value: Any) -> str:
    """A text, where `true` and `false` are words too."""
    return str(value).lower() if isinstance(value, bool) else text(value)


def flag(value: Any) -> bool:
    """Yes or no, also as YAML 1.1 and people write it."""
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    found = words.get(str(value).strip().lower())
    if found is None:
        raise InvalidValueError("true or false")
    return found


def number(least: int, most: int) -> Callable[[Any], int]:
    """A whole number within bounds, also as a text."""

    def check(value: Any) -> int:
        try:
            found = None if isinstance(value, bool) else int(str(value).strip())
        except ValueError:
            found = None
        if found is None or not least <= found <= most:
            raise InvalidValueError(f"a whole number from {least} to {most}")
        return found

    return check


def minutes(value: Any) -> int:
    """A duration in minutes: `45`, `45 min`, `1h`, `1:30`."""
    found = re.fullmatch(r"(?:(\d{1,2})\s*[h:]\s*)?(\d{1,3})?\s*(?:m|min|minutes)?", str(value).strip().lower())
    total = 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0
    if not 0 < total <= 24 * 60:
        raise InvalidValueError("a number of minutes")
    return total


def milliseconds(value: Any) -> int:
    """A time for one slide; `false` is none."""
    return 0 if value is False else number(0, 24 * 3600 * 1000)(value)


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of texts."""
    return tuple(text(item) for item in value) if isinstance(value, list) else (text(value),)


def one_of(*words: str) -> Callable[[Any], str]:
    """One of these words, in any letter case."""

    def check(value: Any) -> str:
        found = word(value).lower()
        if found not in words:
            raise InvalidValueError(f"one of {', '.join(words)}")
        return found

    return check


def transition(value: Any) -> str:
    """A transition's name, also `fade-in` and `slide-in fade-out` as reveal.js has them."""
    found = "none" if value is False else word(value).lower()
    if not is_transition(found):
        raise InvalidValueError(f"one of {', '.join(TRANSITIONS)}")
    return found


def is_transition(value: str) -> bool:
    """Whether every word of the value names a transition."""
    names = [name.removesuffix("-in").removesuffix("-out") for name in value.split()]
    return bool(names) and all(name in TRANSITIONS for name in names)


def colour(value: Any) -> str:
    """A CSS colour or gradient."""
    found = text(value)
    if not is_colour(found):
        raise InvalidValueError("a CSS colour")
    return found


def code_style(value: Any) -> str:
    """The palette for the name of a highlight.js style; `false` and `none` are the theme's own."""
    name = word(value)
    found = "" if name.lower() in ("", "false", "none") else palette(name)
    if found is None:
        raise InvalidValueError("the name of a highlight.js style such as github or monokai")
    return found


def place(value: Any) -> str:
    """Where slides stand on the canvas: `center`, `top`, `top-left` … `bottom-right`; the words in any order."""
    words = set(re.split(r"[\s-]+", word(value).lower().replace("middle", "center"))) - {"center"}
    down = words & {"top", "bottom"}
    across = words & {"left", "right"}
    if words - down - across or len(down) > 1 or len(across) > 1:
        raise InvalidValueError("a place such as center, top or bottom-left")
    return "-".join([*down, *across]) or "center"


def css_value(value: Any) -> str:
    """One CSS value, such as ``cover`` or ``auto 90%``: it is written into a style of the page."""
    found = text(value)
    if not re.fullmatch(r"[\w\s.,%+*/()-]{1,200}", found) or "url(" in found.lower():
        raise InvalidValueError("a CSS value")
    return found


def aspect(value: Any) -> tuple[int, int]:
    """`16:9`, `4/3` or `16x10`."""
    found = re.fullmatch(r"(\d{1,4})\s*[:/x×]\s*(\d{1,4})", str(value).strip())
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (width and height and 0.3 <= width / height <= 4):
        raise InvalidValueError("a proportion such as 16:9")
    return width, height


def mathjax(value: Any) -> bool:
    """GitPitch names a MathJax configuration here; any name turns formulas on."""
    return word(value).lower() not in ("false", "no", "off", "")


_ANYTHING = Key(lambda value: value)
_FLAG = Key(flag)

KEYS: dict[str, Key] = {
    "title": Key(text, "title"),
    "description": Key(text, "description"),
    "author": Key(text, "author"),
    "date": Key(text, "date"),
    "lang": Key(text, "lang"),
    "thumbnail": Key(text, "thumbnail"),
    "favicon": Key(text, "favicon"),
    "theme": Key(one_of(*THEMES), "theme"),
    "theme-override": Key(texts, "stylesheets"),
    **{key: Key(texts) for key in THEME_KEYS},
    "custom-fonts": Key(texts, "custom_fonts"),
    "template": Key(text, "template"),
    "globals": Key(texts, "globals"),
    "background": Key(text),
    "background-size": Key(css_value),
    "background-position": Key(css_value),
    "background-color": Key(colour),
    "background-repeat": Key(css_value),
    "background-opacity": Key(css_value),
    "logo": Key(text, "logo"),
    "logo-position": Key(one_of(*LOGO_POSITIONS), "logo_position"),
    "footnote": Key(text, "footnote"),
    "highlight": Key(code_style, "code_style"),
    "transition": Key(transition, "transition"),
    "autoslide": Key(milliseconds, "autoslide"),
    "loop": Key(flag, "loop"),
    "rtl": Key(flag, "rtl"),
    "shuffle": Key(flag, "shuffle"),
    "mousewheel": Key(flag, "mousewheel"),
    "history": Key(flag, "history"),
    "slide-number": Key(lambda value: word(value).lower() not in ("false", "no", "off"), "slide_number"),
    "controls-layout": Key(one_of("bottom-right", "edges"), "controls_layout"),
    "layout": Key(place, "layout"),
    "vertical-center": Key(flag, "vertical_center"),
    "remote-control": Key(flag, "remote_control"),
    "remote-control-prevkey": Key(number(1, 255), "previous_key"),
    "remote-control-nextkey": Key(number(1, 255), "next_key"),
    "speaker-mode": Key(word),
    "mathjax": Key(mathjax),
    "charts": Key(flag, "charts"),
    "eager-loading": _FLAG,
    "toc": _ANYTHING,
    "horz-delim": Key(text),
    "vert-delim": Key(text),
    "horz-delim-regexp": Key(text),
    "vert-delim-regexp": Key(text),
    "gitpitch": Key(word, "gitpitch"),
    "duration": Key(minutes, "duration"),
    "publish-notes": Key(flag, "publish_notes"),
    "handout": Key(flag, "handout"),
    "math": Key(flag, "math"),
    "marp": Key(flag, "marp"),
    "aspect": Key(aspect, "aspect"),
}
