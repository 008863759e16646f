"""What a table of names holds before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Row:
    """One public object.

    ``parameters`` is ``None`` when the signature could not be read. ``note``: what a function returns, or the
    dtype that a constant or class stands for. ``bases``: the public ancestors of a class in method resolution order.
    """

    kind: str
    parameters: list[str] | None = None
    note: str = ""
    bases: list[str] = field(default_factory=list)
    members: dict[str, Row] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """All of one library. ``entries`` and the keys of ``aliases`` are names without ``prefix``.

    ``objects`` keeps what was read alive, as other tables know it by identity.
    """

    source: str
    prefix: str
    entries: dict[str, Row] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    objects: list[Any] = field(default_factory=list)
