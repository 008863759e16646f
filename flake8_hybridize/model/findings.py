"""Findings and the fixes that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from .places import Place

SAFE = "safe"
UNSAFE = "unsafe"
DISPLAY = "display"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the text from ``start`` to ``end`` (line and column, from 1, end exclusive) by ``text``."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one file that belong together. ``applicability`` is ``safe``, ``unsafe`` or ``display``."""

    applicability: str
    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: at ``place``, under ``code``, said in one sentence; ``function`` is the qualified name or ``""``."""

    code: str
    place: Place
    message: str
    function: str = ""
    fix: Fix | None = None
    related: tuple[tuple[Place, str], ...] = ()
