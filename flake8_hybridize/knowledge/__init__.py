"""What is known of libraries: names, effects, and rules for the values of calls. Tables, no engine.

Nothing of this layer is computed before it is asked for.
"""

from __future__ import annotations

from functools import cache

from .names import (
    canonical,
    dtype_of,
    find,
    is_library,
    is_subclass,
    keras_major,
    makes_tensors,
    member,
    mro,
    plain,
    returns,
    updates_variables,
)
from .purity import effect, is_pure_library
from .rules import attribute_rule, rule


@cache
def equivalent(name: str) -> str | None:
    """The TensorFlow spelling that does what the NumPy or ``math`` function does, or ``None``."""
    from .rules import collect

    table: dict[str, str] = collect("EQUIVALENTS")[0]
    return table.get(name)


__all__ = [
    "attribute_rule",
    "canonical",
    "dtype_of",
    "effect",
    "equivalent",
    "find",
    "is_library",
    "is_pure_library",
    "is_subclass",
    "keras_major",
    "makes_tensors",
    "member",
    "mro",
    "plain",
    "returns",
    "rule",
    "updates_variables",
]
