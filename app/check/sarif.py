"""Findings in the Static Analysis Results Interchange Format 2.1.0 of OASIS."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

from app import __version__
from app.check.findings import Finding, Findings
from app.markdown.codes import CODES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_BASE = "SRCROOT"
_RULES = tuple(CODES)


def as_sarif(found: Findings) -> str:
    """One run. The rules are all that there are, so that a clean run says what was looked for."""
    run = {
        "tool": {"driver": {"name": "pitchme", "version": __version__, "rules": [_rule(name) for name in _RULES]}},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"uri": f"{found.base.as_uri().rstrip('/')}/"}},
        "results": [_result(fault) for fault in found.faults],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(name: str) -> dict[str, object]:
    code = CODES[name]
    return {
        "id": name,
        "shortDescription": {"text": code.meaning},
        "help": {"text": f"{code.advice} More: {code.page}"},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(fault: Finding) -> dict[str, object]:
    region = {
        "startLine": fault.line,
        "startColumn": fault.column,
        "endColumn": fault.end_column,
        "snippet": {"text": fault.source},
    }
    place = {"artifactLocation": {"uri": quote(fault.path), "uriBaseId": _BASE}, "region": region}
    return {
        "ruleId": fault.code,
        "ruleIndex": _RULES.index(fault.code),
        "level": _LEVELS[fault.severity],
        "message": {"text": fault.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"pitchmeSource/v1": _fingerprint(fault)},
    }


def _fingerprint(fault: Finding) -> str:
    """The same for the same fault in the same text, wherever lines before it move it."""
    named = "\0".join((fault.code, fault.path, fault.source.strip(), fault.message))
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]
