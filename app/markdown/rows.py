"""``table-fragment``: the rows of a table appear one by one (spec section 6), wherever the table came from."""

from __future__ import annotations

import re

# Attribute values hold no `<`, `>` or `"` here, see balance.py.
_TAG = re.compile(r"<(/?)(?P<name>[a-z][a-z0-9]*)([^<>]*)>", re.I)
_CLASS = re.compile(r'\sclass="([^"]*)"')


def step_rows(html: str) -> str:
    """Make every row of a table's body a step that stands in an element of the class ``table-fragment``."""
    if "table-fragment" not in html:
        return html
    out: list[str] = []
    position = depth = head = 0
    name = ""
    for match in _TAG.finditer(html):
        tag, closes = match["name"].lower(), bool(match[1])
        if not name:
            classes = _CLASS.search(match[3])
            if not closes and classes and "table-fragment" in classes[1].split():
                name, depth, head = tag, 1, 0
            continue
        if tag == name:
            depth += -1 if closes else 1
            if depth == 0:
                name = ""
        elif tag == "thead":
            head += -1 if closes else 1
        elif tag == "tr" and not closes and head <= 0:
            out += [html[position : match.start()], f"<tr{_with_fragment(match[3])}>"]
            position = match.end()
    return "".join([*out, html[position:]])


def _with_fragment(attributes: str) -> str:
    found = _CLASS.search(attributes)
    if not found:
        return f'{attributes} class="fragment"'
    if "fragment" in found[1].split():
        return attributes
    return _CLASS.sub(f' class="{found[1]} fragment"', attributes, count=1)
