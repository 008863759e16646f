"""What the builders of edits give."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.findings import Edit


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of one file; ``safe`` is false where the edits themselves may change what the program does."""

    edits: tuple[Edit, ...]
    safe: bool = True
