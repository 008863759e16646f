"""``array[index]`` of NumPy: basic and advanced indexing."""

from __future__ import annotations

from ...model import values
from ...model.values import NEVER, Array, Dim, Shape, Value
from ..tensorflow.shapes import INCOMPATIBLE, broadcast_of, prefixed
from .indices import Index, Many, Number, Span, Special, expanded


def subscript(value: Array, parts: tuple[Index, ...]) -> Value:
    """``value[parts]``; every integer alone gives a NumPy scalar, positions and masks a copy."""
    if Special.INVALID in parts or any(
        isinstance(p, Span) and Special.INVALID in (p.lower, p.upper, p.step) for p in parts
    ):
        # A field name is no position.
        return values.unknown("field of a structured array") if value.dtype is None else NEVER
    if any(isinstance(p, Span) and p.step == 0 for p in parts):
        return NEVER
    unclear = any(p is Special.UNKNOWN or (isinstance(p, Many) and p.mask is None) for p in parts)
    if value.shape is None or unclear:
        return values.array(value.dtype, None)
    full = expanded(parts, len(value.shape))
    if full is None:
        unsure = any(isinstance(p, Many) and p.mask and p.shape is None for p in parts)
        return values.array(value.dtype, None) if unsure else NEVER
    if any(isinstance(part, Many) for part in full):
        return _advanced(value, full)
    dims: list[Dim] = []
    source = iter(value.shape)
    for part in full:
        if part is Special.NEW_AXIS:
            dims.append(1)
            continue
        dim = next(source)
        if isinstance(part, Number):
            if _outside(part, dim):
                return NEVER
        elif isinstance(part, Span):
            dims.append(part.length(dim))
    scalar = not dims and Special.ELLIPSIS not in parts
    return values.array(value.dtype, tuple(dims), content=_content(value, full), scalar=scalar)


def _outside(part: Number, dim: Dim) -> bool:
    return dim == 0 or (part.value is not None and dim is not None and not -dim <= part.value < dim)


def _content(value: Array, parts: tuple[Index, ...]) -> Dim | tuple[Dim, ...]:
    if not isinstance(value.content, tuple):
        return value.content if not parts else None
    part = parts[0] if len(parts) == 1 else None
    if isinstance(part, Number):
        return value.content[part.value] if part.value is not None else None
    return part.of(value.content) if isinstance(part, Span) else None


def _advanced(value: Array, parts: tuple[Index, ...]) -> Value:
    """Positions, masks and integers broadcast together; where they stand apart, their dimensions come first."""
    assert value.shape is not None
    before: list[Dim] = []
    after: list[Dim] = []
    picked: list[Shape] = []
    groups = 0
    inside = False
    at = 0
    for part in parts:
        if isinstance(part, (Many, Number)):
            if not inside:
                groups += 1
            inside = True
        if isinstance(part, Many):
            if part.mask:
                count = len(part.shape) if part.shape is not None else 1
                if part.shape is None:
                    return values.array(value.dtype, None)
                dims = value.shape[at : at + count]
                if any(a is not None and b is not None and a != b for a, b in zip(part.shape, dims, strict=True)):
                    return NEVER
                picked.append((None,))
                at += count
            else:
                picked.append(part.shape)
                at += 1
            continue
        if isinstance(part, Number):
            if _outside(part, value.shape[at]):
                return NEVER
            picked.append(())
            at += 1
            continue
        inside = False
        target = after if groups else before
        if part is Special.NEW_AXIS:
            target.append(1)
        elif isinstance(part, Span):
            target.append(part.length(value.shape[at]))
            at += 1
    shape = broadcast_of(picked)
    if shape is INCOMPATIBLE:
        return NEVER
    found = prefixed(shape, (*before, *after)) if groups > 1 else prefixed(prefixed(tuple(before), shape), tuple(after))
    return values.array(value.dtype, found)
