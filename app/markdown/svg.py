"""SVG that other programs drew, made inert before a page shows it.

It is shown as an image, where browsers run and load nothing anyway; this keeps what is saved or exported just as safe:
no scripts, no links, no events, no address but those within the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

_SVG = "{http://www.w3.org/2000/svg}"
_HTML = "{http://www.w3.org/1999/xhtml}"
_NAMES = """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath marker mask pattern
    clipPath linearGradient radialGradient stop filter feBlend feColorMatrix feComposite feDropShadow feFlood
    feGaussianBlur feMerge feMergeNode feMorphology feOffset foreignObject style switch title desc image
"""
_ELEMENTS = frozenset(_NAMES.split())
_PHRASES = frozenset("div span p br b i em strong code u s sub sup ul ol li hr pre small".split())  # noqa: SIM905
# Their content goes with them; of any other unknown element the content stays.
_GONE = frozenset(
    {"script", "iframe", "object", "embed", "animate", "set", "animateTransform", "animateMotion", "audio"}
)
_ATTRIBUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*\Z")
_PLAIN = frozenset({"style", "class", "id", "href"})
_DROPPED = re.compile(r"on|data-|aria-|xml|role\Z|src|cursor|target|ping|tabindex|alignment-baseline")
_LOCAL = re.compile(r"#[\w:.-]+\Z")
_URL = re.compile(r"url\(\s*(['\"]?)(?!['\"]?#)[^)]*\)", re.I)
_AT_RULE = re.compile(r"@(?:import|font-face|charset|namespace)[^;{]*(?:;|\{[^}]*\})", re.I)
_ACTIVE = re.compile(r"expression\s*\(|javascript\s*:|vbscript\s*:|-moz-binding|behavior\s*:|\\", re.I)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.I)
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d+)?")
LARGEST = 2_000_000
_DEEPEST = 200
_PARSED = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """An inert SVG document, its size in CSS pixels, and the words in it in their order."""

    svg: str
    width: float
    height: float
    words: tuple[str, ...]


class BadSvgError(ValueError):
    """What was drawn is no SVG that can be shown."""


def picture(svg: str) -> Picture:
    """Read an SVG and write it anew with only what draws. Raises ``BadSvgError``."""
    if len(svg) > LARGEST:
        raise BadSvgError("the picture is too large")
    start = svg.find("<svg")
    body = _DOCTYPE.sub("", svg[:start]) if start > 0 else ""
    if start < 0 or "<!" in body.replace("<!--", ""):
        raise BadSvgError("no SVG was drawn")
    try:
        root = ElementTree.fromstring(svg[start:])  # noqa: S314 - without a document type there are no entities
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise BadSvgError("the picture is no well-formed SVG") from error
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise BadSvgError("no SVG was drawn")
    width, height = _size(root)
    for name in ("width", "height", "style"):
        root.attrib.pop(name, None)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    words = tuple(dict.fromkeys(_words(root)))[:_PARSED]
    return Picture("".join(_write(root, 0)), width, height, words)


def _size(root: ElementTree.Element) -> tuple[float, float]:
    numbers = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
        return numbers[2], numbers[3]
    sizes = [_NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    if all(sizes):
        width, height = (float(size[0]) for size in sizes if size)
        if width > 0 and height > 0:
            return width, height
    raise BadSvgError("the picture has no size")


def _words(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        if _name(element) in ("text", "foreignObject") and (words := " ".join(" ".join(element.itertext()).split())):
            yield words


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _write(element: ElementTree.Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise BadSvgError("the picture is nested too deeply")
    name = _name(element)
    is_html = isinstance(element.tag, str) and element.tag.startswith(_HTML)
    if name and name not in _GONE:
        known = name in (_PHRASES if is_html else _ELEMENTS)
        if name == "image" and not _PICTURE.match(_href(element)):
            known = False
        if known:
            yield f"<{name}{''.join(_attributes(element, is_html))}>"
        if name == "style":
            yield escape(style(element.text or ""))
        else:
            yield escape(element.text or "")
            for child in element:
                yield from _write(child, depth + 1)
        if known:
            yield f"</{name}>"
    if depth:
        yield escape(element.tail or "")


def _href(element: ElementTree.Element) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == "href"), "").strip()


def _attributes(element: ElementTree.Element, is_html: bool) -> Iterator[str]:
    name = _name(element)
    if name == "svg":
        yield " xmlns='http://www.w3.org/2000/svg'"
    elif is_html:
        yield " xmlns='http://www.w3.org/1999/xhtml'"
    for key, value in element.items():
        key = key.rpartition("}")[2]  # noqa: PLW2901
        if not _ATTRIBUTE.match(key) or _DROPPED.match(key):
            continue
        if key == "href":
            if not (_LOCAL.match(value) or (name == "image" and _PICTURE.match(value))):
                continue
        elif key == "style":
            value = style(value)  # noqa: PLW2901
        elif _URL.search(value) or _ACTIVE.search(value):
            continue
        yield " {}='{}'".format(key, escape(value, {"'": "&#39;", "\n": " ", "\t": " "}))


def style(text: str) -> str:
    """Style without addresses outside of the picture and without anything active."""
    text = _URL.sub("none", _AT_RULE.sub("", text))
    return "" if _ACTIVE.search(text) or "@import" in text.lower() else text
