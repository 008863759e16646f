"""Row lengths of ragged tensors and numbers of values of sparse ones, kept as their ``content``.

Both are numbers of the run: traced code does not know them, so that they are told of eager tensors only.
"""

from __future__ import annotations

import itertools

from ...model.values import Dim, Tensor
from .convert import CONTENT_LIMIT, Content, Operand

Lengths = tuple[Dim, ...] | None


def kept(x: Tensor | Operand) -> Content:
    """The content of a tensor with the same rows or values as the ragged or sparse ``x``."""
    return x.content if x.kind in ("ragged", "sparse") else None


def lengths(x: Tensor | Operand) -> Lengths:
    """The lengths of the outermost ragged rows."""
    return x.content if x.kind == "ragged" and isinstance(x.content, tuple) else None


def count(x: Tensor | Operand) -> Dim:
    """How many values a sparse tensor has."""
    return x.content if x.kind == "sparse" and isinstance(x.content, int) else None


def total(known: Lengths) -> Dim:
    """The sum of all lengths."""
    return sum(n for n in known if n is not None) if known is not None and None not in known else None


def longest(known: Lengths) -> Dim:
    """The length of the longest row."""
    return max((n for n in known if n is not None), default=0) if known is not None and None not in known else None


def bounded(known: Lengths) -> Lengths:
    """``known``, unless it is too long to keep or tells nothing."""
    if known is None or len(known) > CONTENT_LIMIT or (known and all(n is None for n in known)):
        return None
    return known


def of_splits(content: Content) -> Lengths:
    """The lengths between ``row_splits``."""
    if not isinstance(content, tuple):
        return None
    pairs = itertools.pairwise(content)
    return bounded(tuple(None if a is None or b is None else b - a for a, b in pairs))


def of_rowids(content: Content, rows: Dim) -> Lengths:
    """The lengths of rows of which ``value_rowids`` names one for every value."""
    if not isinstance(content, tuple) or None in content or rows is None or rows > CONTENT_LIMIT:
        return None
    return bounded(tuple(content.count(row) for row in range(rows)))


def sums(parts: list[Lengths]) -> Lengths:
    """Row by row, the lengths of rows that are joined."""
    if any(part is None for part in parts):
        return None
    columns = zip(*(part for part in parts if part is not None), strict=False)
    return bounded(tuple(total(column) for column in columns))


def one_after_the_other(parts: list[Lengths]) -> Lengths:
    """The lengths of all rows of several ragged tensors."""
    if any(part is None for part in parts):
        return None
    return bounded(tuple(n for part in parts if part is not None for n in part))
