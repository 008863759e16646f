"""The catalogue: all rules as a table or as JSON, or the page of one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue tells of a rule. ``fix`` is ``safe``, ``unsafe`` or ``none``."""

    code: str
    name: str
    summary: str
    default: bool
    fix: str
    page: str = ""


def table(entries: Iterable[Entry]) -> str:
    """One line a rule: code, name, on or off, the kind of fix, the summary."""
    rows = [
        (entry.code, entry.name, "on" if entry.default else "off", f"fix: {entry.fix}", entry.summary)
        for entry in entries
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "".join(
        "  ".join([*(text.ljust(width) for text, width in zip(row[:4], widths, strict=True)), row[4]]) + "\n"
        for row in rows
    )


def render_json(entries: Iterable[Entry]) -> str:
    """All rules as one JSON document."""
    return _text({"version": VERSION, "rules": [_entry(entry) for entry in entries]})


def render_json_page(entry: Entry) -> str:
    """One rule with its page as JSON."""
    return _text({"version": VERSION, **_entry(entry), "page": entry.page})


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "summary": entry.summary,
        "default": entry.default,
        "fix": entry.fix,
    }


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
