"""Arithmetic on the known integers of small tensors and arrays: shapes are computed from them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

from ...model.values import Dim
from ..numpy_.promotion import INTEGER_LIMITS

Content = Dim | tuple[Dim, ...]


def _power(base: int, exponent: int) -> int:
    if exponent < 0 or exponent > 64 or abs(base) > 1 << 32:
        raise ValueError("out of range")
    return int(base**exponent)


_OPERATIONS: Final[dict[str, Callable[[int, int], int]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": _power,
    "minimum": min,
    "maximum": max,
}


def binary(op: str, left: Content, right: Content, dtype: str | None) -> Content:
    """The content of ``left op right`` in ``dtype``; ``None`` where it is not known or would overflow."""
    operation = _OPERATIONS.get(op)
    limits = INTEGER_LIMITS.get(dtype or "")
    if operation is None or limits is None or left is None or right is None:
        return None

    def one(a: Dim, b: Dim) -> Dim:
        if a is None or b is None:
            return None
        try:
            result = operation(a, b)
        except (ZeroDivisionError, ValueError):
            return None
        return result if limits[0] <= result <= limits[1] else None

    return _settled(_each(one, left, right))


def _settled(content: Content) -> Content:
    return None if isinstance(content, tuple) and all(number is None for number in content) else content


def _each(one: Callable[[Dim, Dim], Dim], left: Content, right: Content) -> Content:
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            if len(left) == len(right):
                return tuple(one(a, b) for a, b in zip(left, right, strict=True))
            if len(right) == 1:
                return tuple(one(a, right[0]) for a in left)
            return tuple(one(left[0], b) for b in right) if len(left) == 1 else None
        return tuple(one(a, right) for a in left)
    return tuple(one(left, b) for b in right) if isinstance(right, tuple) else one(left, right)


def negative(content: Content, dtype: str | None) -> Content:
    """The content of ``-x``."""
    return binary("-", 0, content, dtype)
