"""``@code[js code-reveal-fast](src/a.js?lines=1-9)``, ``@diff[…](fix.diff)``, ``@gist[…](user/id)`` (spec section 5).

Each stands on a line of its own and becomes a block of code that steps may follow; a gist, a commit of another host
and a file that is missing become something else, and the steps after them nothing.
"""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from app.markdown.address import may_be_named
from app.markdown.card import card
from app.markdown.code import Info, read_info
from app.markdown.diagnostic import Severity
from app.markdown.diff import hunks
from app.markdown.excerpt import Source, excerpt, found, language_of, read_source
from app.markdown.page import Page, page_of
from app.markdown.widgets.syntax import Call, without_notes
from app.markdown.widgets.widget import Widget, line_of, push_finished

# The closing bracket is often mistyped as `]`.
_LINE = re.compile(r"@(code|diff|gist)\[((?:\\.|[^\]\\\n]){0,2000})\]\(([^\n]*)[)\]][ \t]*\Z")
_COMMIT = re.compile(r"[\w.-]+/[\w.-]+/[0-9a-fA-F]{7,64}\Z")
_GIST = re.compile(r"(?:https?://gist\.github\.com/)?([\w-]+(?:/[\w-]+)?)/?\Z")
_KEYS = ("title", "lang", "lines", "tags", "file", "filename")


def code_file(md: MarkdownIt) -> None:
    """Read the lines before fences, so that nothing in code is one."""
    md.block.ruler.before("fence", "code_file", read, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.add_render_rule("code_nothing", _finished)


def read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """One line that is a widget of code."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("@", first) or state.is_code_block(start):
        return False
    match = _LINE.match(state.src[first : state.eMarks[start]])
    if not match:
        return False
    if silent:
        return True
    words, values = _arguments(match[2].replace("\\]", "]"))
    source = read_source(match[3].strip(), start)
    source = Source(source.name, {**values, **source.values}, start)
    page = page_of(state.env)
    state.line = start + 1
    if match[1] == "gist":
        _nothing(state, source, gist(source, page))
    elif match[1] == "diff" and found(source.name, page) is None and _COMMIT.match(source.name):
        _nothing(state, source, commit(source, page))
    else:
        _block(state, source, words, page, diff=match[1] == "diff")
    return True


def _arguments(text: str) -> tuple[str, dict[str, str]]:
    """``js zoom-12, title=A, b, lines=1-3, 7`` → the words and the values of the keys that are ours."""
    words: list[str] = []
    values: dict[str, str] = {}
    last = ""
    for part in text.split(","):
        name, sign, value = part.partition("=")
        before, _, key = name.strip().rpartition(" ")
        if sign and key.lower() in _KEYS:
            words.append(before)
            last = key.lower()
            values[last] = value.strip()
        elif last == "title" or (last == "lines" and re.fullmatch(r"[\d\s-]+", part)):
            values[last] += "," + part.rstrip()
        else:
            words.append(part)
            last = ""
    return " ".join(words), values


def _block(state: StateBlock, source: Source, words: str, page: Page, *, diff: bool) -> None:
    """The file as a block of code; what stands for it where it cannot be shown."""
    lines = excerpt(source, page)
    if lines is None:
        _nothing(state, source, placeholder(source.name))
        return
    info = read_info(words)
    language = "diff" if diff else source.values.get("lang") or info.language or language_of(source.name)
    _title(state, source)
    token = state.push("code_file", "code", 0)
    token.block, token.map, token.markup = True, [source.line, source.line + 1], "@code"
    token.content = "\n".join(lines) + "\n"
    token.meta["info"] = Info(language, info.words, info.ranges)
    if diff and "diff-nofrags" not in info.words:
        token.meta["hunks"] = hunks(lines)


def _title(state: StateBlock, source: Source) -> None:
    if title := without_notes(source.values.get("title", "")).strip():
        token = state.push("finished", "", 0)
        token.map = [source.line, source.line + 1]
        token.content = f'<p class="code-title"><span class="slide-title">{escape(title, quote=False)}</span></p>\n'


def _nothing(state: StateBlock, source: Source, html: str) -> None:
    """Something in the place of code; ``resolve`` drops the steps that follow it."""
    token = state.push("code_nothing", "", 0)
    token.block, token.map = True, [source.line, source.line + 1]
    token.content = f"<p>{html}</p>\n"


def _finished(self: object, tokens: object, index: int, options: object, env: object) -> str:  # noqa: ARG001
    return str(tokens[index].content)  # type: ignore[index]


def gist(source: Source, page: Page) -> str:
    """The card of a gist: its text is on another host, which is not asked."""
    match = _GIST.match(source.name)
    file = source.values.get("filename") or source.values.get("file") or ""
    anchor = "#file-" + re.sub(r"[^a-z0-9_]+", "-", file.lower()).strip("-") if file else ""
    _tell_card(page, "gist-not-shown", "@code", source)
    name = f"Gist on GitHub: {file}" if file else "Gist on GitHub"
    address = f"https://gist.github.com/{match[1]}{anchor}" if match else source.name
    return page.keep(card(address, source.values.get("title", ""), name=name))


def commit(source: Source, page: Page) -> str:
    """The card of a commit."""
    owner, repository, commit_id = source.name.split("/")
    _tell_card(page, "diff-not-shown", "@diff", source)
    address = f"https://github.com/{owner}/{repository}/commit/{commit_id}"
    name = f"Commit {commit_id[:7]} of {owner}/{repository}"
    return page.keep(card(address, source.values.get("title", ""), name=name))


def _tell_card(page: Page, code: str, widget: str, source: Source) -> None:
    message = f"`{source.name}` is on another host, which is not asked: a card with the link is shown; "
    advice = f"put the file beside the deck and show it by `{widget}`"
    page.tell(Severity.INFO, code, message + advice, source.line, text=source.name)


def placeholder(name: str) -> str:
    """What a slide shows for a file that is not there."""
    shown = name if may_be_named(name) else ""
    return f'<span class="missing">No file {escape(shown)}</span>'


def _within_text(state: StateInline, call: Call) -> None:
    """A widget of code within a line of text cannot be a block: a card can, the others stay text."""
    page, line = page_of(state.env), line_of(state, call)
    source = read_source(state.src[slice(*call.body)] if call.body else "", line)
    if call.name == "gist":
        push_finished(state, gist(source, page))
        return
    message = f"`@{call.name}[…](…)` is a block: write it on a line of its own; it stays text"
    page.tell(Severity.WARNING, "code-within-text", message, line, text=f"@{call.name}[")
    state.push("text", "", 0).content = without_notes(state.src[call.start : call.end])


WIDGETS = {name: Widget(_within_text, needs_body=True) for name in ("code", "diff", "gist")}
