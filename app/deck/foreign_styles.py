"""Style sheets of decks that the operator does not trust (``--untrusted``).

What such a sheet may do is decided by parsing it and writing what is harmless anew: its rules reach slides alone, it
loads nothing from other hosts, and nothing in it is placed outside of its slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST = 1024 * 1024
_DEEPEST = 12
_SLIDES = ".slides"
# A slide is where everything inside it is placed and stacked, whatever the sheet says.
_BOUNDS = f"{_SLIDES} > section, {_SLIDES} > .stack > section {{ contain: layout !important; }}\n"
# Each alternative ends where CSS ends it. An address without quotes is one token, whatever it holds.
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
      | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<address>(?<![\w\\\x80-\U0010ffff-])url\(\s*(?!["'\s])[^)"'(\\\n]*\))
      | (?P<sign>[{};()\[\]\\"'])
      | (?P<text>[^{};()\[\]\\"'/u]+|.)""",
    re.S | re.I | re.X,
)
_GROUPS = re.compile(r"@(?:media|supports|container|layer)(?=[\s(])", re.I)
_FREE = re.compile(r"@(?:font-face|(?:-webkit-)?keyframes)(?=[\s{]|\Z)", re.I)
_PROPERTY = re.compile(r"\s*(--[\w-]+|-?[a-z][a-z-]*)\s*:(.*)\Z", re.I | re.S)
_POSITIONS = frozenset({"static", "relative", "absolute", "sticky"})
_DROPPED = frozenset({"behavior", "-moz-binding", "contain", "container", "container-type", "app-region"})
_OTHER_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|\b(?!data:)[a-z][a-z0-9+.-]*:(?=[^\s])", re.I)
_LOADS = re.compile(r"url\(|image-set\(|image\(|src\(|cross-fade\(|element\(", re.I)
_DATA = re.compile(r"url\(\s*[\"']?data:(?:image|font)/[^)]*\)", re.I)


@dataclass(slots=True)
class _Chunk:
    """Text up to a ``{``, ``}`` or ``;``. Not ``clean``: it holds what is not read here, such as an open string."""

    text: str
    ends: str
    clean: bool


@dataclass(slots=True)
class _Sheet:
    """What is written anew: ``scoped`` rules reach slides alone, ``free`` ones are fonts and animations."""

    scoped: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)


def foreign_stylesheet(css: str) -> str:
    """The harmless part of a sheet whose addresses are rewritten already (``styles.stylesheet``)."""
    sheet = _Sheet()
    chunks = _chunks(css[:LARGEST])
    while _block(chunks, sheet, sheet.scoped, 0):
        pass  # a `}` too many at the outermost level ends nothing
    return f"{''.join(sheet.free)}@scope ({_SLIDES}) {{\n{''.join(sheet.scoped)}}}\n{_BOUNDS}"


def _chunks(css: str) -> Iterator[_Chunk]:
    text: list[str] = []
    clean, open_ones = True, 0
    for token in _TOKEN.finditer(css):
        if token["comment"]:
            text.append(" ")
            continue
        sign = token["sign"] or ""
        if sign and sign in "{};" and not (open_ones and sign == ";"):
            yield _Chunk("".join(text), sign, clean and open_ones == 0)
            text, clean, open_ones = [], True, 0
            continue
        if sign in ("(", "["):
            open_ones += 1
        elif sign in (")", "]"):
            open_ones -= 1
            clean = clean and open_ones >= 0
        elif sign:
            clean = False
        text.append(token[0])
    yield _Chunk("".join(text), "", clean and open_ones == 0)


def _block(chunks: Iterator[_Chunk], sheet: _Sheet, out: list[str], depth: int) -> bool:
    """Write what stands before the end of the block that is open; False at the end of the sheet."""
    for chunk in chunks:
        if chunk.ends == "{":
            if not _rule(chunk, chunks, sheet, out, depth):
                return False
            continue
        if depth and chunk.clean and (declaration := _declaration(chunk.text)):
            out.append(f"{declaration};\n")
        if chunk.ends != ";":
            return chunk.ends == "}"
    return False


def _rule(chunk: _Chunk, chunks: Iterator[_Chunk], sheet: _Sheet, out: list[str], depth: int) -> bool:
    """A rule with its block, which is read in any case and written if it may be."""
    prelude = chunk.text.strip()
    if depth >= _DEEPEST:
        return _skip(chunks)
    inside: list[str] = []
    more = _block(chunks, sheet, inside, depth + 1)
    if not chunk.clean or not prelude:
        return more
    written = f"{prelude} {{\n{''.join(inside)}}}\n"
    if _FREE.match(prelude):
        if depth == 0:
            sheet.free.append(written)
    elif not prelude.startswith("@") or _GROUPS.match(prelude):
        out.append(written)
    return more


def _skip(chunks: Iterator[_Chunk]) -> bool:
    depth = 1
    for chunk in chunks:
        depth += {"{": 1, "}": -1}.get(chunk.ends, 0)
        if depth == 0:
            return True
    return False


def _declaration(text: str) -> str | None:
    """The declaration if it is harmless."""
    match = _PROPERTY.match(text)
    if not match:
        return None
    name, value = match[1].lower(), match[2].strip()
    bare = re.sub(r"\s*!\s*important\Z", "", value, flags=re.I).strip().lower()
    if name in _DROPPED or (name == "position" and bare not in _POSITIONS) or "expression(" in bare:
        return None
    # A variable may name an address that another declaration loads.
    if (name.startswith("--") or _LOADS.search(value)) and _OTHER_HOST.search(_DATA.sub("", value)):
        return None
    return f"{match[1]}: {value}"
