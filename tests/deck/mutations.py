"""Decks that went wrong: texts of real ones with lines lost, doubled and mixed, and the language's own marks put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

LARGEST_PIECE = 3_000
_MARKS = """
---~+++~---?image=a.svg&opacity=30~---?color=#123~---?code=code.py&lang=python~---?include=more.md~---?hidden=true
---?video=x.mp4~---?iframe=https://x.y~---?gist=1/2~---?terminal=a.cast~---?survey=https://x.y~---?appendix=true
#HSLIDE~#VSLIDE~Note:~Notes: x~```~````~```js [1|2]~```mermaid~```dot~```python zoom-12~```js, drag=99, fit=1.9
@[1]~@[1-3,7](Caption)~@[1-2, zoom-12](x)~@[*]~@ul~@ul[list-spaced-bullets](false)~@ulend~@ol~@olend~@li
@snap[north span-50 fragment]~@snapend~@div[left-50]~@divend~@css[text-gold](x)~@css[a]~@cssend~@span[a]~@spanend
@box[bg-gold rounded fragment](Title#Body#Foot)~@quote[x](y)~@img[shadow span-50](a.svg)~@fa[heart fa-2x](x)~@fab[x]
@size[1.5em](x)~@color[red](x)~@math~@mathend~$$x^2$$~\\\\(x\\\\)~`$x$`~$$\\begin{matrix}~@uml[x](a.puml)~@mermaid(a.mmd)
@table[table-header](t.csv)~@tweet[https://x.y]~@youtube[x]~@audio[x](a.mp3)~@transition[none]~@emoji[tada]~:tada:
@note[secret]~@toc[x]~@title[x]~@md[a=b](snippet.md)~@ghost~@cite[x]~@code[python](code.py?lines=1-3&tags=a)~@diff[](a.diff)
@gist[js](a/b)~[drag=50 50, drop=10 10, flow=stack, set=fragment]~[drag=100, drop=center]~![drag=50](a.svg)~{{a}}~ |
- a |~1. b~* c~> d~# E~## F {#f}~===~[^1]~[^1]: x~| a | b |~|---|---|~- [ ] t~> [!NOTE]~: definition~    code~\\~`x`
<div>~</div>~<div class="fragment">~<table><tr><td>~</table>~<p>~<b>~</b>~<br>~<img src=a.svg>~<svg>~</svg>~<ul><li>
<script>alert(1)</script>~<style>~</style>~</section>~<section>~</template>~<iframe src="https://x.y">~<!--~-->
<a href="javascript:x">~<img src=x onerror=x>~<!-- .slide: data-background="#123" class="x" -->~<pre>~</pre>
<!-- .element: class="fragment fade-up" data-fragment-index="2" -->~<canvas data-chart="line">~</canvas>~&lt;~&#0;~&amp;
<!-- _class: lead -->~<textarea>~<noscript>~<![CDATA[~<?x~<!x~"~'~<~>~[~]~(~)~\t~\x00~\ufdd0~0~\ufdd1~\u2028~\ufeff
"""
MARKS = [*filter(None, _MARKS.replace("\n", "~").split("~")), "~~~"]


def pieces(text: str) -> list[str]:
    """A deck in pieces of some slides each, small enough to be built many times."""
    found, piece = [], ""
    for line in text.replace("\r\n", "\n").splitlines(keepends=True):
        if line.startswith(("---", "+++")) and len(piece) > LARGEST_PIECE // 2:
            found.append(piece)
            piece = ""
        piece += line
        if len(piece) > LARGEST_PIECE:
            found.append(piece)
            piece = ""
    return [*found, piece] if piece else found


def pieces_of(folder: Path) -> list[str]:
    """The pieces of all markdown files of a folder."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.md"))]
    return [piece for text in texts for piece in pieces(text)]


def mutated(text: str, chance: Random, seeds: Sequence[str]) -> str:
    """The text with one to eight things gone wrong."""
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(CHANGES)(text, chance, seeds)[: LARGEST_PIECE * 4]
    return text


def _span(length: int, chance: Random, most: int = 400) -> slice:
    start = chance.randint(0, length)
    return slice(start, min(length, start + chance.randint(1, most)))


def _mark(text: str, chance: Random, _: Sequence[str]) -> str:
    """A mark of the language, anywhere or on a line of its own."""
    place, mark = chance.randint(0, len(text)), chance.choice(MARKS)
    if chance.random() < 0.5:
        place = text.rfind("\n", 0, place) + 1
        mark += chance.choice(["\n", "\n\n", " "])
    return text[:place] + mark + text[place:]


def _lose(text: str, chance: Random, _: Sequence[str]) -> str:
    cut = _span(len(text), chance, chance.choice([2, 20, 400]))
    return text[: cut.start] + text[cut.stop :]


def _lose_line(text: str, chance: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    del lines[_span(len(lines), chance, 3)]
    return "\n".join(lines)


def _swap_lines(text: str, chance: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _indent(text: str, chance: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    which = _span(len(lines), chance, 6)
    before = chance.choice(["  ", "    ", "\t", "> ", "- ", "1. ", "| "])
    lines[which] = [before + line for line in lines[which]]
    return "\n".join(lines)


def _repeat(text: str, chance: Random, _: Sequence[str]) -> str:
    what = _span(len(text), chance, chance.choice([3, 60]))
    return text[: what.start] + text[what] * chance.choice([2, 3, 60]) + text[what.stop :]


def _mix(text: str, chance: Random, seeds: Sequence[str]) -> str:
    other = chance.choice(seeds)
    place = chance.randint(0, len(text))
    return text[:place] + other[_span(len(other), chance)] + text[place:]


def _letter(text: str, chance: Random, _: Sequence[str]) -> str:
    place = chance.randint(0, len(text))
    letter = chance.choice("\n \\`*_[](){}<>|#@&=\"'$:;,-+!~^0\u00e9\u202e\U0001f600") or chr(chance.randrange(0xD7FF))
    return text[:place] + letter + text[place + chance.randint(0, 1) :]


CHANGES: list[Callable[[str, Random, Sequence[str]], str]] = [
    _mark,
    _mark,
    _mark,
    _lose,
    _lose_line,
    _swap_lines,
    _indent,
    _repeat,
    _mix,
    _letter,
    _letter,
]
