"""Places in source text. Lines and columns count from 1; columns count characters, not bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one file, its end exclusive. ``file`` is relative to the root of the run, ``/``-separated."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
