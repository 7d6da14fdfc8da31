"""The values of a grid list (spec section 8), checked and written as CSS.

Nothing of the author's text reaches a style attribute but numbers, colours that were checked and names of fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from app.markdown.colours import is_colour
from app.markdown.grid_list import KEYS, Grid, Problem, items, parts
from app.markdown.grid_place import place, plain

FLOWS = ("col", "row", "stack")
ANIMATIONS = (
    *(kind + way for kind in ("slide", "bounce") for way in ("up", "down", "left", "right")),
    *("speedleft", "speedright", "tada", "flip", "fadein", "fadeout"),
)
# CSS function, its unit, the amount where none is given, the largest amount.
FILTERS = {
    "blur": ("blur", "px", 5.0, 200.0),
    "bright": ("brightness", "", 1.5, 10.0),
    "contrast": ("contrast", "", 2.0, 10.0),
    "grayscale": ("grayscale", "", 1.0, 1.0),
    "hue": ("hue-rotate", "deg", 90.0, 3600.0),
    "invert": ("invert", "", 1.0, 1.0),
    "saturate": ("saturate", "", 2.0, 10.0),
    "sepia": ("sepia", "", 1.0, 1.0),
}
_BORDER_STYLES = frozenset("none hidden dotted dashed solid double groove ridge inset outset".split())  # noqa: SIM905
_NUMBER = re.compile(r"[+-]?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})")
_PIXELS = re.compile(r"(\d{1,5}(?:\.\d{1,3})?|\.\d{1,3})(?:px)?\Z")
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?|\.\d{1,3})(px|%)?\Z")
_FONT = re.compile(r"[A-Za-z][A-Za-z0-9 _-]{0,60}\Z")
_CLASS = re.compile(r"[A-Za-z_][\w-]{0,79}\Z")
_LAYER = re.compile(r"(back|front)-(\d{1,2})\Z")
_WORST = 8_000.0


def read(text: str, *, block: bool) -> Grid:
    """The list as CSS; ``block``: ``drag`` and ``drop`` give it a place, else they are left out with a warning."""
    return read_items(items(text), block=block)


def read_items(found: list[tuple[str, str]], *, block: bool) -> Grid:
    """The same for a list that was taken apart. Of a key that is given twice the last counts; ``set`` adds up."""
    grid = Grid()
    last: dict[str, str] = {}
    for key, value in found:
        if not key:
            grid.words.append(value)
        elif key not in KEYS:
            grid.problems.append(_unknown(key))
        elif value:
            last[key] = f"{last[key]} {value}" if key == "set" and key in last else value
    place_given = {key: last.pop(key) for key in ("drag", "drop") if key in last}
    if block:
        grid.placed = True
        placed = place(place_given.get("drag", ""), place_given.get("drop", ""))
        grid.styles += placed.styles
        for invalid in placed.invalid:
            grid.invalid(*invalid)
        for clamped in placed.clamped:
            grid.clamped(*clamped)
    else:
        for key, value in place_given.items():
            grid.invalid(key, value, "it on a line of its own, where it makes a block")
    for key, value in last.items():
        _READERS[key](grid, value)
    return grid


def _unknown(key: str) -> Problem:
    close = get_close_matches(key, sorted(KEYS), 1, 0.6)
    meant = f"; did you mean `{close[0]}`?" if close else f"; the keys are {', '.join(sorted(KEYS))}"
    return Problem("unknown-grid-key", f"`{key}` is no key of a grid list{meant}", key)


def _flow(grid: Grid, value: str) -> None:
    words = value.lower().split()
    if words[0] in FLOWS:
        grid.flow = words[0]
        if words[1:2] == ["true"]:
            grid.classes.append("grid-push")
    elif words[0] not in ("true", "false"):
        grid.invalid("flow", value, "`col`, `row` or `stack`")


def _fit(grid: Grid, value: str) -> None:
    number = _number(value)
    if number is None:
        grid.invalid("fit", value, "a number from 0.01 to 99.99")
        return
    fitted = min(max(number, 0.01), 99.99)
    if fitted != number:
        grid.clamped("fit", value, plain(fitted))
    grid.styles.append(f"font-size:{plain(fitted)}em")


def _font(grid: Grid, value: str) -> None:
    name = value.strip("\"' ")
    if not _FONT.match(name):
        grid.invalid("font", value, "the name of a font")
        return
    names = dict.fromkeys((name, re.sub(r"[-_]+", " ", name)))
    family = ",".join(f"'{one}'" for one in names)
    grid.styles += [f"--grid-font:{family}", "font-family:var(--grid-font),var(--font-text)"]
    grid.classes.append("grid-font")


def _bg(grid: Grid, value: str) -> None:
    if is_colour(value):
        _colour(grid, value)
        return
    words = parts(value, " ")
    colour = words.pop() if len(words) > 1 and is_colour(words[-1]) else ""
    opacity = _number(words[-1]) if len(words) > 1 else None
    if opacity is not None:
        words.pop()
    path = " ".join(words)
    if not re.search(r"[./]", path):
        grid.invalid("bg", value, "a colour, or the path of a picture")
        return
    grid.picture = path
    grid.picture_opacity = plain(min(max(opacity if opacity is not None else 1.0, 0.0), 1.0))
    if colour:
        _colour(grid, colour)


def _colour(grid: Grid, value: str) -> None:
    value = value.strip().lower()
    grid.styles.append(f"background-image:{value}" if "gradient(" in value else f"background-color:{value}")


def _pad(grid: Grid, value: str) -> None:
    numbers = [_PIXELS.match(word) for word in value.lower().split()]
    if not all(numbers) or len(numbers) > 4:
        grid.invalid("pad", value, "one to four numbers of pixels")
        return
    grid.styles.append(f"padding:{' '.join(plain(min(float(n[1]), _WORST)) + 'px' for n in numbers if n)}")


def _border(grid: Grid, value: str) -> None:
    width, style, colour = "medium", "solid", "currentcolor"
    for word in parts(value.lower(), " "):
        if pixels := _PIXELS.match(word):
            width = f"{plain(min(float(pixels[1]), 500.0))}px"
        elif word in ("thin", "medium", "thick"):
            width = word
        elif word in _BORDER_STYLES:
            style = word
        elif is_colour(word) and "gradient(" not in word:
            colour = word
        else:
            grid.invalid("border", value, "width, style and colour, such as `4px solid black`")
            return
    grid.styles.append(f"border:{width} {style} {colour}")


def _set(grid: Grid, value: str) -> None:
    for word in value.replace(",", " ").split():
        if layer := _LAYER.match(word):
            grid.styles.append(f"z-index:{'-' if layer[1] == 'back' else ''}{int(layer[2])}")
        elif _CLASS.match(word):
            grid.classes.append(word)
        else:
            grid.invalid("set", word, "names of CSS classes")


def _animate(grid: Grid, value: str) -> None:
    name, *speed = value.lower().split()
    if name not in ANIMATIONS:
        close = get_close_matches(name, ANIMATIONS, 1, 0.6)
        grid.invalid("animate", value, f"`{close[0]}`" if close else f"one of {', '.join(ANIMATIONS)}")
        return
    grid.classes += ["grid-animate", f"grid-{name}"]
    if speed[:1] in (["slower"], ["faster"]):
        grid.classes.append(f"grid-{speed[0]}")
    elif speed:
        grid.invalid("animate", value, "`slower` or `faster` behind the animation")


def _sync(grid: Grid, value: str) -> None:
    word = value.lower()
    if word == "true":
        grid.sync = 0
    elif re.fullmatch(r"\d{1,3}", word):
        grid.sync = int(word)
    elif word != "false":
        grid.invalid("sync", value, "`true` or the number of a step")


def _opacity(grid: Grid, value: str) -> None:
    number = _number(value.removesuffix("%"))
    if number is None:
        grid.invalid("opacity", value, "a number from 0 to 1")
        return
    if value.endswith("%"):
        number /= 100
    if not 0 <= number <= 1:
        number = min(max(number, 0.0), 1.0)
        grid.clamped("opacity", value, plain(number))
    grid.styles.append(f"opacity:{plain(number)}")


def _degrees(grid: Grid, key: str, value: str) -> str:
    number = _number(value.lower().removesuffix("deg").strip())
    if number is None or abs(number) > 3600:
        grid.invalid(key, value, "a number of degrees")
        return ""
    return f"{plain(number)}deg"


def _rotate(grid: Grid, value: str) -> None:
    if angle := _degrees(grid, "rotate", value):
        grid.styles.append(f"rotate:{angle}")


def _skew(axis: str) -> Callable[[Grid, str], None]:
    def skew(grid: Grid, value: str) -> None:
        if angle := _degrees(grid, f"skew{axis.lower()}", value):
            known = next((style for style in grid.styles if style.startswith("transform:")), "")
            if known:
                grid.styles.remove(known)
            # Along x comes first, whichever was written first.
            both = sorted([*known.removeprefix("transform:").split(), f"skew{axis}({angle})"])
            grid.styles.append(f"transform:{' '.join(both)}")

    return skew


def _filter(grid: Grid, value: str) -> None:
    name, *rest = value.lower().split()
    if name not in FILTERS:
        grid.invalid("filter", value, f"one of {', '.join(FILTERS)}")
        return
    function, unit, amount, most = FILTERS[name]
    if rest:
        number = _number(rest[0].removesuffix("%").removesuffix("px").removesuffix("deg"))
        if number is None or number < 0:
            grid.invalid("filter", value, f"`{name}` and a number")
        else:
            amount = min(number / 100 if rest[0].endswith("%") and not unit else number, most)
    grid.styles.append(f"filter:{function}({plain(amount)}{unit})")


def _stretch(grid: Grid, value: str) -> None:
    if value.lower() == "true":
        grid.classes.append("grid-stretch")
    elif value.lower() != "false":
        grid.invalid("stretch", value, "`true`")


def _length(grid: Grid, key: str, value: str) -> str:
    size = _SIZE.match(value.lower())
    if not size:
        grid.invalid(key, value, "a number of pixels")
        return ""
    return f"{plain(min(float(size[1]), _WORST))}{size[2] or 'px'}"


def _width(grid: Grid, value: str) -> None:
    grid.width = _length(grid, "width", value)


def _height(grid: Grid, value: str) -> None:
    grid.height = _length(grid, "height", value)


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _audio(grid: Grid, value: str) -> None:
    grid.audio = value


def _alt(grid: Grid, value: str) -> None:
    grid.alt = value


def _title(grid: Grid, value: str) -> None:
    grid.title = value


_READERS: dict[str, Callable[[Grid, str], None]] = {
    "flow": _flow,
    "fit": _fit,
    "font": _font,
    "bg": _bg,
    "pad": _pad,
    "border": _border,
    "set": _set,
    "animate": _animate,
    "sync": _sync,
    "opacity": _opacity,
    "rotate": _rotate,
    "skewx": _skew("X"),
    "skewy": _skew("Y"),
    "filter": _filter,
    "stretch": _stretch,
    "audio": _audio,
    "width": _width,
    "height": _height,
    "alt": _alt,
    "title": _title,
}
