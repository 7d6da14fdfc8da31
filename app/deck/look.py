"""The ``theme-*`` lists become custom properties, which the themes read from a style attribute (spec section 9).

Every value is checked against a small grammar of its own, so that what comes out can stand in a style attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.markdown.colours import is_colour

TEXT = '"Segoe UI", "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", sans-serif'
CODE = 'Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono", monospace'
GENERIC = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"))
TRANSFORMS = ("none", "capitalize", "uppercase", "lowercase")
_FAMILY = re.compile(r"[^\W_][\w .+-]{0,59}\Z")
_NUMBER = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(%|px|)\Z")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b", re.I)
_FUNCTION = re.compile(r"(rgba?|hsla?|oklch|oklab|lab|lch)\(([^()]*)\)", re.I)
_WORD = re.compile(r"[a-z]+", re.I)
_DARK_NAMES = frozenset(
    """black blue blueviolet brown chocolate crimson darkblue darkcyan darkgreen darkmagenta darkolivegreen darkorchid
    darkred darkslateblue darkslategray darkslategrey darkviolet deeppink dimgray dimgrey firebrick forestgreen gray
    green grey indigo maroon mediumblue mediumvioletred midnightblue navy olive olivedrab orangered purple
    rebeccapurple red saddlebrown seagreen sienna slateblue slategray slategrey steelblue teal tomato""".split()  # noqa: SIM905
)

Properties = dict[str, str]
Check = Callable[[str], Properties | None]


def look(lists: Mapping[str, tuple[str, ...]]) -> tuple[Properties, list[tuple[str, str]]]:
    """The custom properties of the ``theme-*`` lists, and what is wrong as (key, message). Empty values keep the
    theme's own."""
    properties: Properties = {}
    wrong: list[tuple[str, str]] = []
    for key, values in lists.items():
        parts = _PARTS[key]
        for (name, check), value in zip(parts, values, strict=False):
            if not value:
                continue
            made = check(value)
            if made is None:
                wrong.append((key, f"`{value[:60]}` is no {name} for `{key}`; the theme's own is used"))
            else:
                properties |= made
        if len(values) > len(parts):
            wrong.append(
                (key, f"`{key}` has {len(parts)} values ({', '.join(n for n, _ in parts)}); the rest is ignored")
            )
    return properties, wrong


def is_dark(ground: str) -> bool:
    """Whether light text fits on a colour, or on the first colour of a gradient."""
    if found := _HEX.search(ground):
        digits = found[1] if len(found[1]) > 4 else "".join(2 * char for char in found[1])
        return _luma(*(int(digits[at : at + 2], 16) for at in (0, 2, 4))) < 128
    if found := _FUNCTION.search(ground):
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", found[2])][:3]
        if len(numbers) < 3:
            return False
        if found[1].lower().startswith("rgb"):
            return _luma(*(2.55 * n if "%" in found[2].split("/")[0] else n for n in numbers)) < 128
        lightness = numbers[2] if found[1].lower().startswith("hsl") else numbers[0]
        return lightness < (0.6 if lightness <= 1 else 50)
    return any(word.lower() in _DARK_NAMES for word in _WORD.findall(ground))


def _luma(red: float, green: float, blue: float) -> float:
    return (red * 299 + green * 587 + blue * 114) / 1000


def family(*names: str, fallback: str = TEXT) -> Check:
    """A font's name, or several."""

    def check(value: str) -> Properties | None:
        words = [word.strip().strip("\"'").strip() for word in value.split(",")]
        if not all(_FAMILY.match(word) for word in words):
            return None
        quoted = ", ".join(word if word in GENERIC else f'"{word}"' for word in words)
        return dict.fromkeys(names, f"{quoted}, {fallback}")

    return check


def colour(name: str) -> Check:
    """A colour, not a gradient."""
    return lambda value: {name: value} if is_colour(value) and "gradient(" not in value.lower() else None


def ink(part: str, name: str, darkest: float, lightest: float) -> Check:
    """The colour of text; on slides with a light or dark background of their own it keeps the hue and becomes as dark
    or as light as is needed."""
    check = colour(name)

    def with_both(value: str) -> Properties | None:
        return check(value) and {
            name: value,
            f"--{part}-on-light": f"oklch(from {value} min(l, {darkest}) c h)",
            f"--{part}-on-dark": f"oklch(from {value} max(l, {lightest}) c h)",
        }

    return with_both


def _ground(value: str) -> Properties | None:
    if not is_colour(value):
        return None
    if "gradient(" in value.lower():
        return {"--paper-image": value}
    return {"--paper": value, "--paper-image": "none"}


def transform(name: str) -> Check:
    """The case of letters."""
    return lambda value: {name: value.lower()} if value.lower() in TRANSFORMS else None


def percent(name: str, least: float, most: float) -> Check:
    """A percentage as a factor, kept within bounds."""

    def check(value: str) -> Properties | None:
        found = _NUMBER.match(value)
        if not found or found[2] == "px":
            return None
        return {name: f"{min(max(float(found[1]), least), most) / 100:g}"}

    return check


def pixels(name: str, most: float = 200) -> Check:
    """A length on the canvas, kept within bounds."""

    def check(value: str) -> Properties | None:
        found = _NUMBER.match(value)
        return {name: f"{min(float(found[1]), most):g}px"} if found and found[2] != "%" else None

    return check


def _words(part: str, font: str, colouring: Check) -> tuple[tuple[str, Check], ...]:
    return (
        ("font", family(font)),
        ("colour", colouring),
        ("transform", transform(f"--{part}-case")),
        ("emphasis colour", colour(f"--{part}-strong")),
        ("scale in per cent", percent(f"--{part}-scale", 25, 400)),
        ("line height in per cent", percent(f"--{part}-line", 50, 300)),
        ("padding in px", pixels(f"--{part}-pad")),
    )


_PARTS: Mapping[str, tuple[tuple[str, Check], ...]] = {
    "theme-background": (("colour or gradient", _ground),),
    "theme-headline": _words("head", "--font-head", ink("head", "--head-ink", 0.55, 0.8)),
    "theme-byline": _words("by", "--font-by", ink("by", "--by-ink", 0.55, 0.8)),
    "theme-text": _words("text", "--font-text", ink("text", "--ink", 0.4, 0.9)),
    "theme-links": (("colour", colour("--link-ink")), ("hover colour", colour("--link-hover"))),
    "theme-code": (
        ("font", family("--font-code", fallback=CODE)),
        ("scale in per cent", percent("--code-scale", 25, 400)),
        ("line height in per cent", percent("--code-line", 50, 300)),
    ),
    "theme-controls": (("colour", colour("--controls")),),
    "theme-margins": (
        ("margin above and below", pixels("--margin-block")),
        ("margin at the sides", pixels("--margin-inline")),
    ),
}
