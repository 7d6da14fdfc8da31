"""Findings as annotations of GitHub's workflows: ``::error file=…,line=…::message``.

The commands and what must be escaped in them: "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from app.check.findings import Finding, Findings
from app.check.text import printable

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_VALUE = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def as_github(found: Findings) -> str:
    """One command a fault, the worst first, as only the first ones of a step are shown; then the counts for the log."""
    return "\n".join([*(_command(fault, found.place(fault.path)) for fault in found.worst_first), found.summary])


def _command(fault: Finding, path: str) -> str:
    values = {
        "file": path,
        "line": fault.line,
        "col": fault.column,
        "endColumn": fault.end_column,
        "title": f"{fault.code} ({fault.page})",
    }
    inside = ",".join(f"{name}={str(value).translate(_IN_VALUE)}" for name, value in values.items())
    return f"::{_COMMANDS[fault.severity]} {inside}::{printable(fault.message).translate(_IN_TEXT)}"
