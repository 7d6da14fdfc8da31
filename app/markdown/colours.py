"""Whether a text is a CSS colour or gradient: the check behind ``invalid-colour``."""

from __future__ import annotations

import re

NAMES = frozenset(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
    rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen transparent currentcolor
    """.split()  # noqa: SIM905
)
_COMPONENT = r"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|deg|rad|grad|turn)?|none)"
_COMMAS = re.compile(rf"{_COMPONENT}\s*,\s*{_COMPONENT}\s*,\s*{_COMPONENT}(?:\s*,\s*{_COMPONENT})?\Z")
_SPACES = re.compile(rf"{_COMPONENT}\s+{_COMPONENT}\s+{_COMPONENT}(?:\s*/\s*{_COMPONENT})?\Z")
_WITH_COMMAS = frozenset(("rgb", "rgba", "hsl", "hsla"))
_WITH_SPACES = _WITH_COMMAS | {"hwb", "lab", "lch", "oklab", "oklch"}
_SPACE_NAME = re.compile(r"(?:srgb|srgb-linear|display-p3|a98-rgb|prophoto-rgb|rec2020|xyz|xyz-d50|xyz-d65)\s+")
_LENGTH = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:%|[a-z]{1,5})?\Z")
_LONGEST = 1000


def is_colour(text: str) -> bool:
    """A colour or a gradient, in any letter case."""
    value = text.strip().lower()
    return len(value) <= _LONGEST and (_is_plain(value) or _is_gradient(value))


def _is_plain(value: str) -> bool:
    if value in NAMES:
        return True
    if value.startswith("#"):
        return len(value) in (4, 5, 7, 9) and all(c in "0123456789abcdef" for c in value[1:])
    name, inside = _function(value)
    if name == "color":
        space = _SPACE_NAME.match(inside)
        return bool(space and _SPACES.match(inside[space.end() :]))
    if name == "color-mix":
        parts = _parts(inside, ",")
        return len(parts) == 3 and parts[0].startswith("in ") and all(_is_stop(part) for part in parts[1:])
    if name in _WITH_COMMAS and _COMMAS.match(inside):
        return True
    return name in _WITH_SPACES and bool(_SPACES.match(inside))


def _is_gradient(value: str) -> bool:
    name, inside = _function(value)
    if name.removeprefix("repeating-") not in ("linear-gradient", "radial-gradient", "conic-gradient"):
        return False
    parts = _parts(inside, ",")
    if parts and not _is_stop(parts[0]) and _is_shape(parts[0]):
        parts = parts[1:]
    stops = [part for part in parts if not _LENGTH.match(part)]  # a lone length is a hint between two stops
    return len(stops) >= 2 and all(_is_stop(part) for part in stops)


def _is_shape(part: str) -> bool:
    """The first part of a gradient: an angle, a side, a shape with its size and place; words and lengths."""
    return all(word.isalpha() or word.replace("-", "").isalnum() or _LENGTH.match(word) for word in part.split())


def _is_stop(part: str) -> bool:
    """A colour with up to two lengths before or behind it."""
    words = _parts(part, " ")
    colours = [word for word in words if not _LENGTH.match(word)]
    return len(words) <= 3 and len(colours) == 1 and _is_plain(colours[0])


def _function(value: str) -> tuple[str, str]:
    """``rgb( 1 2 3 )`` as its name and what is inside; two empty texts if it is no function."""
    name, bracket, rest = value.partition("(")
    return (name, rest[:-1].strip()) if bracket and rest.endswith(")") else ("", "")


def _parts(text: str, separator: str) -> list[str]:
    """The pieces between separators outside brackets; empty where brackets do not match."""
    parts, depth, start = list[str](), 0, 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return []
        if char == separator and depth == 0:
            parts.append(text[start:index].strip())
            start = index + 1
    parts.append(text[start:].strip())
    if separator == " ":
        parts = [part for part in parts if part]
    return parts if depth == 0 else []
