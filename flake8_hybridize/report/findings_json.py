"""Findings as JSON, schema version 1: what ``hybridize check --output-format json`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..model.findings import Finding, Fix

VERSION = 1


def render(findings: Iterable[Finding]) -> str:
    """The document as text, with a newline at its end."""
    return json.dumps(document(findings), indent=1, ensure_ascii=False) + "\n"


def document(findings: Iterable[Finding]) -> dict[str, Any]:
    """The document as plain objects."""
    return {"version": VERSION, "findings": [_finding(finding) for finding in findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": finding.code,
        "message": finding.message,
        "function": finding.function,
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability,
        "message": fix.message,
        "edits": [{"start": [*edit.start], "end": [*edit.end], "text": edit.text} for edit in fix.edits],
    }
