"""One way to write findings for each kind of reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.check.findings import Findings
from app.check.github import as_github
from app.check.json import as_json
from app.check.sarif import as_sarif
from app.check.text import as_text

FORMS: Mapping[str, Callable[[Findings], str]] = {"json": as_json, "github": as_github, "sarif": as_sarif}


def write(found: Findings, form: str, *, colours: bool = False) -> str:
    """The findings in a form of `FORMS`, or as text for people; ``colours`` are for a terminal alone."""
    return FORMS[form](found) if form in FORMS else as_text(found, colours=colours)
