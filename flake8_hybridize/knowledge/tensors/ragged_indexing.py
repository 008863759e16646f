"""``ragged[index]`` of ``tf.RaggedTensor``."""

from __future__ import annotations

from ...model import values
from ...model.values import NEVER, Dim, Tensor, Value
from ..protocol import Call
from ..tensorflow import rows
from .indices import Index, Many, Number, Span, Special, expanded


def subscript(value: Tensor, parts: tuple[Index, ...], call: Call) -> Value:
    """An integer takes a row: dense when no ragged dimension is left, else ragged with one less.

    Integers may not pick from a ragged dimension behind a slice (TensorFlow raises).
    """
    symbolic = value.symbolic or call.graph
    if any(isinstance(part, Many) and part.shape is not None and len(part.shape) == 1 for part in parts):
        return NEVER
    unclear = any(isinstance(part, Many) or part in (Special.UNKNOWN, Special.INVALID) for part in parts)
    if value.shape is None or value.ragged_rank is None or unclear:
        return _unclear(value, parts, symbolic)
    full = expanded(parts, len(value.shape))
    if full is None:
        return NEVER
    dims: list[Dim] = []
    known = None if symbolic else rows.lengths(value)
    row: Dim = None
    ragged = _ragged_axes(value)
    kept: list[bool] = []
    outer = False
    axis = 0
    for part in full:
        if part is Special.NEW_AXIS:
            dims.append(1)
            kept.append(False)
            # In front it holds rows like any other dimension; behind integers it may belong to one dense row.
            outer = outer or axis == 0
            continue
        dim = value.shape[axis]
        # A partition of uniform rows can be picked from.
        is_ragged = axis in ragged and dim is None
        axis += 1
        if isinstance(part, Number):
            if is_ragged and outer:
                return NEVER
            if part.value is not None and dim is not None and not -dim <= part.value < dim:
                return NEVER
            if axis == 1 and known is not None and part.value is not None:
                row = known[part.value]
            continue
        assert isinstance(part, Span)
        if axis == 1:
            known = None if known is None else part.of(known)
        elif axis == 2 and known is not None:
            known = tuple(part.length(n) for n in known)
        # Once all outer dimensions are gone, a ragged one is an ordinary dimension of unknown length.
        dims.append((part.length(row) if axis == 2 and not outer else None) if is_ragged else part.length(dim))
        kept.append(is_ragged and outer)
        outer = True
    outermost = [i for i, flag in enumerate(kept) if flag]
    if not outermost:
        return values.tensor(value.dtype, tuple(dims), symbolic=symbolic)
    depth = max(outermost)
    # Of rows that are rows of the result too.
    content = rows.bounded(known) if known is not None and len(full) == len(value.shape) and depth >= 1 else None
    if content is not None and (len(content) != dims[0] or Special.NEW_AXIS in full or isinstance(full[0], Number)):
        content = None
    return values.tensor(value.dtype, tuple(dims), kind="ragged", ragged_rank=depth, content=content, symbolic=symbolic)


def _ragged_axes(value: Tensor) -> frozenset[int]:
    assert value.shape is not None
    return frozenset(range(1, (value.ragged_rank or 0) + 1))


def _unclear(value: Tensor, parts: tuple[Index, ...], symbolic: bool) -> Value:
    """Without the rank it is not known whether a row is dense."""
    first = parts[0] if parts else None
    if isinstance(first, Span) and len(parts) == 1:
        shape = None if value.shape is None else (first.length(value.shape[0]), *value.shape[1:])
        return values.tensor(value.dtype, shape, kind="ragged", ragged_rank=value.ragged_rank, symbolic=symbolic)
    if isinstance(first, Number) and len(parts) == 1 and value.ragged_rank == 1:
        rest = None if value.shape is None else value.shape[1:]
        return values.tensor(value.dtype, rest, symbolic=symbolic)
    dense = values.tensor(value.dtype, None, symbolic=symbolic)
    return values.join(dense, values.tensor(value.dtype, None, kind="ragged", symbolic=symbolic))
