"""Findings for programs and editors. The form is described in docs/diagnostics/README.md and stays."""

from __future__ import annotations

import json
from itertools import groupby

from app import __version__
from app.check.findings import Finding, Findings
from app.markdown.diagnostic import Severity


def as_json(found: Findings) -> str:
    """One object; fields may be added, never renamed."""
    document = {
        "format": 1,
        "tool": {"name": "pitchme", "version": __version__},
        "root": str(found.base),
        "counts": {str(severity): found.count(severity) for severity in Severity},
        "decks": [{"id": deck_id, "path": path} for deck_id, path in found.decks.items()],
        "files": [
            {"path": path, "diagnostics": [_diagnostic(fault) for fault in faults]}
            for path, faults in groupby(found.faults, key=lambda fault: fault.path)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _diagnostic(fault: Finding) -> dict[str, object]:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "message": fault.message,
        "line": fault.line,
        "column": fault.column,
        "endColumn": fault.end_column,
        "source": fault.source,
        "help": fault.advice,
        "documentation": fault.page,
    }
