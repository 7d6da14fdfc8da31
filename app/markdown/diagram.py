"""Diagrams: fences of Mermaid and DOT become pictures, one for light slides and one for dark ones.

What cannot be drawn here is shown as its source with a caption that says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import get_args
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from app.markdown.attributes import write_attributes
from app.markdown.code import code_element
from app.markdown.diagnostic import Severity
from app.markdown.drawing import NAMES, NotDrawn, Scheme
from app.markdown.page import Page, page_of
from app.markdown.svg import BadSvgError, Picture, picture
from app.markdown.widgets.style import class_words

_FENCES = {
    "mermaid": "mermaid",
    "mmd": "mermaid",
    "dot": "dot",
    "graphviz": "dot",
    "gv": "dot",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "uml": "plantuml",
}
_DARK = frozenset({"dark", "black", "league", "night", "moon"})
_KINDS = {
    "flowchart": "Flowchart", "graph": "Flowchart", "sequencediagram": "Sequence diagram", "gantt": "Gantt chart",
    "classdiagram": "Class diagram", "statediagram": "State diagram", "erdiagram": "Entity relationship diagram",
    "pie": "Pie chart", "mindmap": "Mind map", "timeline": "Timeline", "gitgraph": "Git graph",
    "journey": "User journey", "quadrantchart": "Quadrant chart", "xychart": "Chart", "sankey": "Sankey diagram",
    "digraph": "Graph", "strict": "Graph",
}  # fmt: skip
_FIRST_WORD = re.compile(r"^\s*(?!%%)([a-zA-Z][\w]*)", re.M)
_FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\n", re.S)
_TITLE = re.compile(r"^\s*(?:accTitle\s*:|title\s*:?|pie\s+title)\s+(.{1,200})$", re.M | re.I)
_DOT_IN_PLANTUML = re.compile(
    r"(\s*@start(?:uml|dot)\b[^\n]*\n\s*)((?:strict\s+)?(?:di)?graph\b.*?\n)\s*@end(?:uml|dot)\b", re.S
)
_PAIR = re.compile(r"([a-zA-Z]+)=([^\s,\"'{}]*)")
_PIXELS = re.compile(r"(\d{1,4})(?:px)?\Z")
_LONGEST_ALT = 250
# Characters that stand for themselves in a data: address inside double quotes; the rest is percent-encoded.
_PLAIN_IN_ADDRESS = " !$'()*+,-./:;=?@_~"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an author asked for beside the source: classes, a theme of the language, a width in pixels."""

    classes: str = ""
    theme: str = ""
    width: int = 0
    fragment: bool = False


def diagrams(md: MarkdownIt) -> None:
    """Draw fences before they are taken for code."""
    md.core.ruler.before("code_blocks", "diagrams", draw_fences)


def read_wish(arguments: str) -> Wish:
    """``bg-white fragment theme=forest, width=600`` → classes, theme, width."""
    pairs = dict(_PAIR.findall(arguments))
    words = class_words(_PAIR.sub(" ", arguments)).split()
    width = _PIXELS.match(pairs.get("width", ""))
    return Wish(
        " ".join(word for word in words if word != "fragment"),
        pairs.get("theme", ""),
        int(width[1]) if width else 0,
        "fragment" in words,
    )


def draw_fences(state: StateCore) -> None:
    """A fence whose language is that of a diagram becomes its picture."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type != "fence":
            continue
        name, _, words = token.info.strip().partition(" ")
        language = _FENCES.get(name.rstrip(",").lower())
        if language is None:
            continue
        line = token.map[0] + 1 if token.map else 0
        made = diagram(page, language, token.content, read_wish(words), line)
        token.type, token.content = "finished", made + "\n"


def diagram(page: Page, language: str, source: str, wish: Wish, line: int, *, own_line: bool = True) -> str:
    """A diagram as HTML: its picture (in a paragraph where it has its own line), or a figure with its source.

    ``line`` (from 0) is that of the first line of the source; ``own_line``: the source is part of the slide, so that a
    line of it is one of the slide.
    """
    if language == "plantuml" and (inside := _DOT_IN_PLANTUML.match(source)):
        # PlantUML hands such sources to Graphviz as they are.
        language, line, source = "dot", line + inside[1].count("\n"), inside[2]
    made = [_made(page, language, source, scheme, wish.theme) for scheme in _schemes(page.context.theme)]
    bad = next((one for one in made if isinstance(one, NotDrawn)), None)
    if bad is not None:
        tell(page, bad, line + (bad.line - 1 if own_line else 0), source)
        return page.keep(not_drawn(language, source, bad.reason, own_line=own_line))
    pictures = [one for one in made if isinstance(one, Picture)]
    names = ("for-light", "for-dark") if len(pictures) == 2 else ("",)
    alt = alternative(language, source, pictures[0])
    html = "".join(_image(one, name, alt, wish) for one, name in zip(pictures, names, strict=True))
    # Only what is ours alone is kept from later passes: steps are counted in the HTML around it.
    kept = page.keep(html)
    if wish.fragment:
        kept = f'<span class="fragment">{kept}</span>'
    return f"<p>{kept}</p>" if own_line else kept


def _schemes(theme: str) -> tuple[Scheme, ...]:
    """Our own theme follows the reader's light or dark; all others are always one of them."""
    return get_args(Scheme) if theme == "auto" else (("dark",) if theme in _DARK else ("light",))


def _made(page: Page, language: str, source: str, scheme: Scheme, theme: str) -> Picture | NotDrawn:
    if not source.strip():
        return NotDrawn("diagram-error", "the diagram is empty")
    draw = page.context.drawing
    if draw is None or language not in ("mermaid", "dot"):
        return NotDrawn("diagram-not-drawn", f"{NAMES.get(language, language)} diagrams are not drawn here")
    made = draw.draw(language, source, scheme, theme)
    if isinstance(made, NotDrawn):
        return made
    try:
        return picture(made)
    except BadSvgError as error:
        return NotDrawn("diagram-error", f"the diagram cannot be shown: {error}")


def _image(one: Picture, name: str, alt: str, wish: Wish) -> str:
    width = wish.width or round(one.width)
    height = round(one.height * width / one.width)
    pairs = [
        ("class", " ".join(filter(None, ("diagram", name, "sized" if wish.width else "", wish.classes)))),
        ("alt", alt),
        ("width", str(width)),
        ("height", str(height)),
        ("style", f"--width:{width}px"),
        ("decoding", "async"),
        ("src", "data:image/svg+xml," + quote(one.svg, safe=_PLAIN_IN_ADDRESS)),
    ]
    return f"<img{write_attributes(pairs)}>"


def alternative(language: str, source: str, one: Picture) -> str:
    """What the picture shows, in words: its kind, and its title or the words in it."""
    body = _FRONT_MATTER.sub("", source)
    first = _FIRST_WORD.search(body)
    word = re.sub(r"(?:v\d|beta)\Z", "", first[1].lower()) if first else ""
    kind = _KINDS.get(word, f"{NAMES.get(language, language)} diagram")
    title = _TITLE.search(source)
    text = title[1].strip() if title else ", ".join(one.words)
    if len(text) > _LONGEST_ALT:
        text = text[:_LONGEST_ALT].rpartition(", ")[0] + " …"
    return f"{kind}: {text}" if text else kind


def tell(page: Page, bad: NotDrawn, line: int, source: str) -> None:
    """Leave the diagnostic of a diagram that is not drawn."""
    severity = Severity.INFO if bad.code == "diagram-not-drawn" else Severity.WARNING
    lines = source.split("\n")
    text = lines[bad.line - 1].strip() if bad.line <= len(lines) else ""
    page.tell(severity, bad.code, f"{bad.reason}; its source is shown", line, text=text[:200])


def not_drawn(language: str, source: str, reason: str, *, own_line: bool = True) -> str:
    """The source as code, with a caption: a figure, or what may stand within a paragraph."""
    name = NAMES.get(language, language)
    caption = escape(f"{name} diagram, shown as its source: {reason}", quote=False)
    code = code_element(language, source.rstrip("\n"))
    if own_line:
        pre = f'<pre class="code-wrapper">{code}</pre>'
        return f'<figure class="diagram-source">{pre}<figcaption>{caption}</figcaption></figure>'
    return f'<span class="diagram-source">{code}<span class="caption">{caption}</span></span>'
