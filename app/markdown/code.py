"""Blocks of code: the words after the fence, the lines as spans, the steps that stand on the fence itself."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from app.markdown.attributes import write_attributes
from app.markdown.diagnostic import Severity
from app.markdown.diff import hunks
from app.markdown.highlight import LONGEST, highlighted, is_known
from app.markdown.page import CodeBlock, Page, page_of

# ```js [1-2|4]``` as reveal.js has it, ```js {1-2|4}``` as Slidev has it.
_RANGES = re.compile(r"[\[{](?:\d{1,6}:)?((?:[\d\s,|*-]|all|none|hide)+)[\]}]")
_LANGUAGE = re.compile(r"[^\s,{\[:]*")
_BEHAVIOUR = re.compile(r"(?:code|diff|zoom)-[\w-]+\Z")
_ZOOM = re.compile(r"zoom-(\d{1,3})\Z")
_WORD = re.compile(r"[A-Za-z][\w-]*\Z")
_POWER = ("code-blend", "code-max", "code-noscroll", "code-wrap")
_LANGUAGE_CLASS = re.compile(r"[^\w.+#-]+")
_PLAIN_LINES = re.compile(r"\blines:\s*true\b")
# What shows code, or stands where code would be.
BLOCKS = frozenset({"fence", "code_block", "code_file", "code_nothing"})


@dataclass(frozen=True, slots=True)
class Info:
    """What stands after a fence: language, behaviours, and ranges to step through (``("1-2", "4")``)."""

    language: str = ""
    words: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    title: str = ""

    @property
    def zoom(self) -> str:
        """``NN`` of a word ``zoom-NN``, else empty."""
        return next((match[1] for word in self.words if (match := _ZOOM.match(word))), "")


def code(md: MarkdownIt) -> None:
    """Register blocks before their steps are resolved, and draw them."""
    md.core.ruler.before("inline", "code_blocks", register)
    md.add_render_rule("fence", draw)
    md.add_render_rule("code_block", draw)
    md.add_render_rule("code_file", draw)


def read_info(info: str) -> Info:
    """``js zoom-18 [1-2|4]`` → language ``js``, word ``zoom-18``, ranges ``1-2`` and ``4``."""
    info = info.strip()
    ranges: tuple[str, ...] = ()
    if match := _RANGES.search(info):
        ranges = tuple(part.strip() for part in match[1].split("|"))
        info = info[: match.start()] + " " + info[match.end() :]
    language = _LANGUAGE.match(info)
    name = language[0] if language else ""
    rest = info[len(name) :]
    title = ""
    if _BEHAVIOUR.match(name):
        name, rest = "", info
    if rest.startswith(":"):
        title, _, rest = rest[1:].partition(" ")
    words = [word for word in re.split(r"[\s,]+", re.sub(r"\{[^}]*\}", " ", rest)) if _WORD.match(word)]
    if _PLAIN_LINES.search(rest):
        words.append("code-line-numbers")  # Slidev's `{lines:true}`
    if "code-power" in words:
        words += [word for word in _POWER if word not in words]
    return Info(name, tuple(words), ranges, title)


def register(state: StateCore) -> None:
    """Give every block an id and a number of lines; steps of other rules look them up in the page."""
    page = page_of(state.env)
    for token in state.tokens:
        if token.type == "code_nothing":
            add_block(token, page).lines = 0
        elif token.type in BLOCKS:
            info = token.meta.setdefault("info", read_info(token.info))
            add_block(token, page)
            if info.language.lower() == "diff" and "diff-frags" in info.words:
                token.meta["hunks"] = hunks(source_of(token).split("\n"))
            line = token.map[0] if token.map else 0
            if not is_known(info.language):
                page.tell(
                    Severity.INFO,
                    "unknown-language",
                    f"`{info.language}` is no language that can be highlighted: the code is shown plain",
                    line,
                    text=info.language,
                )
            if len(token.content) > LONGEST and info.language:
                page.tell(Severity.INFO, "code-too-long", f"code over {LONGEST} characters is shown plain", line)


def add_block(token: Token, page: Page) -> CodeBlock:
    """Enter a block of code of the slide, whatever it was written as."""
    known: CodeBlock | None = token.meta.get("block")
    if known is None:
        known = token.meta["block"] = CodeBlock(f"code-{page.key}-{len(page.blocks) + 1}", 0, token)
        page.blocks.append(known)
    known.lines = source_of(token).count("\n") + 1
    return known


def source_of(token: Token) -> str:
    """The code as shown, without the newline before the closing fence."""
    return token.content.removesuffix("\n")


def draw(self: Any, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:  # noqa: ARG001
    """``<pre class="code-wrapper" id=…><code class="hljs language-js"><span class="line" data-line="1">…``."""
    token, page = tokens[index], page_of(env)
    info: Info = token.meta.get("info") or Info()
    attributes = {name: str(value) for name, value in token.attrs.items()}
    block: CodeBlock | None = token.meta.get("block")
    words = [word for word in info.words if word != "code-reveal-slow" or (block and block.stepped)]
    classes = ["code-wrapper", *words, *attributes.pop("class", "").split()]
    if page.context.blend_code and "code-noblend" not in classes and "code-blend" not in classes:
        classes.append("code-blend")
    pairs = [("class", " ".join(dict.fromkeys(classes))), ("id", block.id if block else "")]
    pairs += [(name, value) for name, value in attributes.items() if name != "id"]
    if zoom := int(info.zoom or 0):
        style = f"--zoom-all:{zoom / 10:g}"
        pairs = [(name, value) for name, value in pairs if name != "style"]
        pairs += [("data-zoom", str(zoom)), ("style", ";".join(filter(None, (style, attributes.get("style", "")))))]
    if info.title:
        pairs.append(("data-file", info.title))
    kept = page.keep(code_element(info.language, source_of(token)))
    return f"<pre{write_attributes(pairs)}>{kept}</pre>\n"


def code_element(language: str, source: str) -> str:
    """The ``code`` element of a block, line by line."""
    name = _LANGUAGE_CLASS.sub("", language.lower())
    classes = f"hljs language-{escape(name)}" if name else "hljs"
    lines = "\n".join(
        f'<span class="line" data-line="{number}">{line}</span>'
        for number, line in enumerate(highlighted(language, source), 1)
    )
    return f'<code class="{classes}">{lines}</code>'
