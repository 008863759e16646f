"""What calls do besides giving a value: one table per library, found by walking this folder.

Every module exports ``EFFECTS``, a dict from canonical names to effects. A key that ends in ``.*`` stands for every
name below it that has no key of its own. A name in ``EFFECTS`` with the value ``None`` has no effect although a
wildcard covers it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from ..protocol import Effect


@cache
def table() -> dict[str, Effect | None]:
    """The tables of all modules of this folder merged."""
    merged: dict[str, Effect | None] = {}
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        effects: dict[str, Effect | None] = getattr(importlib.import_module(f"{__name__}.{module}"), "EFFECTS", {})
        merged.update(effects)
    return merged


@cache
def lookup(name: str) -> Effect | None:
    """The effect of exactly this name, or of the nearest wildcard above it."""
    effects = table()
    if name in effects:
        return effects[name]
    while "." in name:
        name = name.rpartition(".")[0]
        if f"{name}.*" in effects:
            return effects[f"{name}.*"]
    return None
