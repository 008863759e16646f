"""Findings as SARIF 2.1.0 (OASIS standard), for code scanning services.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..model.findings import SAFE, Finding, Fix
from ..model.places import Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"1": "note", "2": "warning", "3": "warning", "4": "error", "5": "warning", "6": "warning", "9": "note"}


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the document tells of a rule."""

    code: str
    name: str
    summary: str
    page: str
    default: bool


def render(findings: Iterable[Finding], rules: Sequence[RuleText], version: str) -> str:
    """The log as text, with a newline at its end."""
    return json.dumps(document(findings, rules, version), indent=1, ensure_ascii=False) + "\n"


def document(findings: Iterable[Finding], rules: Sequence[RuleText], version: str) -> dict[str, Any]:
    """The log as plain objects; ``version`` is that of the tool."""
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "flake8-hybridize",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(rule) for rule in rules],
    }
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": driver},
        # Columns count Unicode code points, as Python's strings do.
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, seen) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: RuleText) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"enabled": rule.default, "level": _level(rule.code)},
    }


def _result(finding: Finding, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _level(finding.code),
        "message": {"text": finding.message},
        "locations": [_location(finding.place, finding.function)],
        "partialFingerprints": {"hybridize/v1": _fingerprint(finding, seen)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place, ""), "message": {"text": message}}
            for number, (place, message) in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and finding.fix.applicability == SAFE:
        result["fixes"] = [_fix(finding.fix, finding.place.file)]
    return result


def _location(place: Place, function: str) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}
    if function:
        location["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    return location


def _artifact(file: str) -> dict[str, str]:
    return {"uri": f"file://{quote(file)}" if file.startswith("/") else quote(file)}


def _fix(fix: Fix, file: str) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.start[0],
                "startColumn": edit.start[1],
                "endLine": edit.end[0],
                "endColumn": edit.end[1],
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(file), "replacements": replacements}
    return {"description": {"text": fix.message}, "artifactChanges": [change]}


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """The same finding keeps it when lines move; the same reason twice in one function is told apart by order."""
    reason = "".join(character for character in finding.message if not character.isdigit())
    text = "\0".join((finding.code, finding.place.file, finding.function, reason))
    seen[text] += 1
    return hashlib.sha256(f"{text}\0{seen[text]}".encode()).hexdigest()


def _level(code: str) -> str:
    return _LEVELS.get(code[3:4], "warning")
