"""Code as lines of spans with highlight.js's scope classes, made by Pygments.

Decks bring styles for highlight.js, so every kind of token that Pygments knows gets the name that highlight.js has.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from app.markdown.languages import PLAIN, pygments_name

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# A block beyond this is shown plain: lexers are not linear on everything.
LONGEST = 100_000

_SCOPES = {
    "Comment": "comment",
    "Comment.Hashbang": "meta",
    "Comment.Preproc": "meta",
    "Comment.PreprocFile": "string",
    "Keyword": "keyword",
    "Keyword.Constant": "literal",
    "Keyword.Type": "type",
    "Name.Attribute": "attr",
    "Name.Builtin": "built_in",
    "Name.Builtin.Pseudo": "variable language_",
    "Name.Class": "title class_",
    "Name.Constant": "variable constant_",
    "Name.Decorator": "meta",
    "Name.Entity": "symbol",
    "Name.Exception": "title class_",
    "Name.Function": "title function_",
    "Name.Label": "symbol",
    "Name.Property": "property",
    "Name.Tag": "name",
    "Name.Variable": "variable",
    "Literal": "literal",
    "Literal.Date": "number",
    "Literal.Number": "number",
    "Literal.String": "string",
    "Literal.String.Escape": "char escape_",
    "Literal.String.Interpol": "subst",
    "Literal.String.Regex": "regexp",
    "Literal.String.Symbol": "symbol",
    "Operator": "operator",
    "Operator.Word": "keyword",
    "Punctuation": "punctuation",
    "Generic.Deleted": "deletion",
    "Generic.Emph": "emphasis",
    "Generic.Heading": "section",
    "Generic.Inserted": "addition",
    "Generic.Prompt": "meta prompt_",
    "Generic.Strong": "strong",
    "Generic.Subheading": "meta",
}
# Where a lexer uses a kind of token in another sense.
_OWN_SCOPES = {
    "json": {"Name.Tag": "attr"},
    "yaml": {"Name.Tag": "attr"},
    "css": {
        "Name.Tag": "selector-tag",
        "Name.Class": "selector-class",
        "Name.Namespace": "selector-id",
        "Name.Decorator": "selector-pseudo",
        "Keyword": "attribute",
        "Keyword.Constant": "built_in",
    },
    "ini": {"Keyword": "section"},
    "toml": {"Keyword": "section", "Name": "attr"},
    "diff": {"Generic.Heading": "comment"},
}
_OWN_SCOPES["scss"] = _OWN_SCOPES["less"] = _OWN_SCOPES["sass"] = _OWN_SCOPES["css"]


def is_known(language: str) -> bool:
    """Whether blocks of this language are highlighted, or meant to be plain."""
    return language.lower() in PLAIN or _lexer(pygments_name(language)) is not None


@lru_cache(maxsize=4096)
def highlighted(language: str, source: str) -> tuple[str, ...]:
    """The lines of ``source`` as HTML, one string a line; every line closes the spans that it opens."""
    plain = tuple(escape(line, quote=False) for line in source.split("\n"))
    if language.lower() in PLAIN or len(source) > LONGEST or (lexer := _lexer(pygments_name(language))) is None:
        return plain
    lines = _lines(lexer, source)
    # A lexer that loses or changes text must not change what is shown.
    return lines if len(lines) == len(plain) else plain


def _lines(lexer: Lexer, source: str) -> tuple[str, ...]:
    lines: list[str] = []
    line: list[str] = []
    run, scope, length = "", "", 0
    own = lexer.aliases[0] if lexer.aliases else ""

    def flush() -> None:
        if run:
            text = escape(run, quote=False)
            line.append(f'<span class="{scope}">{text}</span>' if scope else text)

    # Many lexers know a comment or prompt only by the end of its line.
    for kind, value in lexer.get_tokens(source + "\n"):
        length += len(value)
        name = scope_class(kind, own) if value.strip() else ""
        for number, part in enumerate(value.split("\n")):
            if number:
                flush()
                lines.append("".join(line))
                line.clear()
                run = ""
            if part and name != scope and run:
                flush()
                run = ""
            if part:
                scope = name
                run += part
    return tuple(lines) if length == len(source) + 1 else ()


@lru_cache(maxsize=4096)
def scope_class(kind: _TokenType, lexer: str) -> str:
    """highlight.js's classes for a kind of token of one lexer: ``hljs-title function_``; empty for plain text."""
    own = _OWN_SCOPES.get(lexer, {})
    names = str(kind).removeprefix("Token").lstrip(".").split(".")
    while names and names != [""]:
        name = ".".join(names)
        if scope := own.get(name) or _SCOPES.get(name):
            return f"hljs-{scope}"
        names.pop()
    return ""


@lru_cache(maxsize=256)
def _lexer(name: str) -> Lexer | None:
    # Pygments is imported late: most commands need none of it.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(name, stripnl=False)
    except (ClassNotFound, ValueError):
        return None
