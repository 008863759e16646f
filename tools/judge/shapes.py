"""Which shapes a claimed shape admits, and the join of several."""

from __future__ import annotations

from collections.abc import Iterable

from .recording import Shape


def admits(claimed: Shape, seen: Shape) -> bool:
    """True if every tensor of shape ``seen`` has shape ``claimed``.

    A dimension that was unknown when it was seen (traced code) is only admitted by an unknown one.
    """
    if claimed is None:
        return True
    if seen is None or len(seen) != len(claimed):
        return False
    return all(c is None or c == s for c, s in zip(claimed, seen, strict=True))


def join(shapes: Iterable[Shape]) -> Shape:
    """Equal dimensions stay, others become unknown; different ranks have no shape in common."""
    result: Shape = None
    for position, shape in enumerate(shapes):
        if shape is None:
            return None
        if position == 0:
            result = shape
        elif result is None or len(result) != len(shape):
            return None
        else:
            result = tuple(a if a == b else None for a, b in zip(result, shape, strict=True))
    return result
