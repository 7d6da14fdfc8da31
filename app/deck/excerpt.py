"""``---?code=path&lines=…&tags=…``: the file as the widget of code that it means (spec sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

_ANNOTATION = "@["
_KEYS = ("lang", "title", "lines", "tags")


def code_widget(values: Mapping[str, str]) -> str:
    """``code=a.js``, ``lines=1-3`` → ``@code[](a.js?lines=1-3)``, to stand above the slide's text."""
    query = "&".join(f"{key}={quote(values[key].strip())}" for key in _KEYS if values.get(key, "").strip())
    return f"@code[]({quote(values['code'].strip())}{'?' if query else ''}{query})\n\n"


def without_annotations(text: str) -> str:
    """The text with the lines that step through code emptied: there is no code that they could step through."""
    return "\n".join("" if line.startswith(_ANNOTATION) else line for line in text.split("\n"))
