"""Reductions, cumulative ops, norms, segments."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...model.values import NEVER, NONE, Value, atoms, tensor, tuple_of, union, unknown
from ..protocol import Call, Rule
from . import dtypes, rows
from .arguments import (
    DtypeOr,
    allows,
    axes,
    dtype,
    flag,
    for_dense,
    give,
    give_each,
    given,
    integer,
    is_none,
    operand,
    sequence,
)
from .convert import Content, Operand, as_tensor, with_dtype
from .ragged_ops import VARIANTS, ragged
from .shapes import INCOMPATIBLE, Axes, ShapeOr, axis_index, broadcast_of, reduce, same

F = dtypes.FLOATS
FC = F | dtypes.COMPLEX
NUMBERS = dtypes.NUMBERS
REAL = F | dtypes.INTEGERS
BOOL = frozenset({"bool"})
ALL = dtypes.ALL

_TM = "tensorflow.math."
_V1 = "tensorflow.compat.v1."


def reduced(call: Call, x: Operand, *, keep: tuple[str, ...] = ("keepdims", "keep_dims")) -> ShapeOr:
    """The shape after the reduction that the arguments ``axis`` and ``keepdims`` ask for."""
    return reduce(x.shape, axes(call, "axis", "reduction_indices", "dim", "axes"), flag(call, *keep))


def _reduction(parameter: str, allowed: frozenset[str], gives: Callable[[str], str | None], name: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is not None and allowed is BOOL and x.dense:
            x = with_dtype(x, "bool")
        if x is None or not allows(x.dtype, allowed):
            return NEVER
        out = "bool" if allowed is BOOL else (None if x.dtype is None else gives(x.dtype))
        if x.kind == "ragged":
            return _ragged_reduction(call, x, out)
        if not x.dense:
            return unknown(f"{call.name} of a sparse tensor")
        return give(call, out, reduced(call, x), _content(name, x), [x])

    return rule


def _content(name: str, x: Operand) -> Content:
    """What the reduction of a known vector of integers is."""
    operations: dict[str, Callable[[list[int]], int]] = {
        "reduce_sum": sum,
        "reduce_prod": math.prod,
        "reduce_max": max,
        "reduce_min": min,
    }
    operation = operations.get(name)
    if operation is None or not isinstance(x.content, tuple) or not x.content or x.dtype not in ("int32", "int64"):
        return None
    known = [c for c in x.content if c is not None]
    if len(known) != len(x.content):
        return None
    found = operation(known)
    return found if abs(found) < 2**31 else None


def _ragged_reduction(call: Call, x: Operand, out: DtypeOr) -> Value:
    """Over all axes a scalar; over the outer or the only ragged axis a dense tensor; over the innermost of several
    ragged axes one ragged axis less; over a dense axis inside of them the same rows. Several axes are not told."""
    axis = axes(call, "axis")
    kind = out if isinstance(out, str) else None
    keep = flag(call, "keepdims")
    if axis is Axes.ALL:
        return tensor(kind, (), symbolic=call.graph) if keep is False else unknown("ragged")
    if x.shape is None or x.ragged_rank is None or keep is None or not isinstance(axis, tuple) or len(axis) != 1:
        return unknown("reduction of a ragged tensor")
    index = axis_index(axis[0], len(x.shape)) if axis[0] is not None else None
    if not isinstance(index, int):
        return unknown("reduction of a ragged tensor")
    shape = (*x.shape[:index], *((1,) if keep else ()), *x.shape[index + 1 :])
    if index > x.ragged_rank:
        return ragged(call, kind, shape, x.ragged_rank, rows.kept(x))
    if x.ragged_rank == 1 and index == 1:
        return tensor(kind, shape, symbolic=call.graph)
    if x.ragged_rank == 1 and not keep:
        widest = None if call.graph else rows.longest(rows.lengths(x))
        return tensor(kind, (widest, *x.shape[2:]), symbolic=call.graph)
    if index == x.ragged_rank and not keep:
        return ragged(call, kind, shape, x.ragged_rank - 1, rows.kept(x))
    if not keep and index < x.ragged_rank:
        # Rows of rows are added up: as many as the longest has.
        first = shape[0] if index or call.graph else rows.longest(rows.lengths(x))
        return ragged(call, kind, (first, *shape[1:]), x.ragged_rank - 1)
    return unknown("reduction of a ragged tensor")


def _same(name: str) -> str:
    return name


def _real(name: str) -> str:
    return dtypes.REAL_OF_COMPLEX.get(name, name)


_REDUCTIONS: dict[str, tuple[frozenset[str], Callable[[str], str | None]]] = {
    "reduce_sum": (NUMBERS, _same),
    "reduce_mean": (NUMBERS, _same),
    "reduce_prod": (NUMBERS, _same),
    "reduce_max": (REAL, _same),
    "reduce_min": (REAL, _same),
    "reduce_logsumexp": (F, _same),
    "reduce_std": (FC, _real),
    "reduce_variance": (FC, _real),
    "reduce_euclidean_norm": (NUMBERS, _same),
    "reduce_any": (BOOL, _same),
    "reduce_all": (BOOL, _same),
}


def _count_nonzero(call: Call) -> Value:
    x = operand(call, "input", "input_tensor")
    if x is None:
        return NEVER
    return give(call, dtype(call, "dtype", default="int64"), reduced(call, x), operands=[x])


def _arg(call: Call) -> Value:
    """``argmax``/``argmin``: one axis away (0 by default), int64 unless ``output_type`` says else."""
    x = operand(call, "input")
    if x is None or not allows(x.dtype, REAL | BOOL):
        return NEVER
    axis = given(call, "axis", "dimension")
    index = 0 if is_none(axis) else integer(axis)
    return give(call, dtype(call, "output_type", default="int64"), reduce(x.shape, (index,), False), operands=[x])


def _scan(parameter: str, allowed: frozenset[str]) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is None or not allows(x.dtype, allowed) or x.shape == ():
            return NEVER
        return give(call, x.dtype, x.shape, _running(call, x), [x])

    return rule


def _running(call: Call, x: Operand) -> Content:
    plain = flag(call, "exclusive") is False and flag(call, "reverse") is False
    if call.name != _TM + "cumsum" or not plain or not isinstance(x.content, tuple) or None in x.content:
        return None
    total = 0
    found: list[int] = []
    for c in x.content:
        total += c or 0
        found.append(total)
    return tuple(found)


def _elementwise_float(parameter: str, *, vector: bool) -> Rule:
    """Ops along an axis that keep the shape: softmax and its like."""

    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is None or not allows(x.dtype, FC if parameter == "x" else F):
            return NEVER
        if vector and x.shape == ():
            return NEVER
        return give(call, x.dtype, x.shape, operands=[x])

    return rule


def _scalar(parameter: str, allowed: frozenset[str], out: str | None) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is None or not allows(x.dtype, allowed):
            return NEVER
        return give(call, out or x.dtype, (), operands=[x])

    return rule


def _norm(call: Call) -> Value:
    """``tf.norm``: floats and complex, complex stays complex."""
    x = operand(call, "tensor")
    if x is None or not allows(x.dtype, FC):
        return NEVER
    return give(call, x.dtype if x.dtype not in dtypes.COMPLEX else None, reduced(call, x), operands=[x])


def _lbeta(call: Call) -> Value:
    x = operand(call, "x")
    if x is None or not allows(x.dtype, F):
        return NEVER
    shape: ShapeOr = () if x.shape in ((), (0,)) else (None if x.shape is None else x.shape[:-1])
    return give(call, x.dtype, shape, operands=[x])


def _moments(call: Call) -> Value:
    """``tf.nn.moments``: mean and variance over ``axes``."""
    x = operand(call, "x")
    if x is None:
        return NEVER
    shape = reduce(x.shape, axes(call, "axes"), flag(call, "keepdims", "keep_dims"))
    return give_each(call, [(x.dtype, shape), (x.dtype, shape)], [x])


def _global_norm(call: Call) -> Value:
    found = _tensors(call, "t_list")
    known = {x.dtype for x in found or ()}
    return give(call, known.pop() if len(known) == 1 else None, ())


def _tensors(call: Call, name: str) -> list[Operand] | None:
    items = sequence(call, given(call, name))
    if items is None:
        return None
    found: list[Operand] = []
    for item in (*items.known, *(() if items.rest is None else (items.rest,))):
        if not is_none(item):
            x = as_tensor(call, item)
            if x is None:
                return None
            found.append(x)
    return found


def _clip_by_global_norm(call: Call) -> Value:
    """A list like ``t_list`` (``None`` stays ``None``, slices stay slices) and the norm."""
    items = sequence(call, given(call, "t_list"))
    norm = _global_norm(call)
    if items is None:
        return tuple_of([call.new_list([], tensor(symbolic=call.graph)), norm])
    clipped = [_clipped(call, item) for item in items.known]
    rest = None if items.rest is None else _clipped(call, items.rest)
    return tuple_of([call.new_list(clipped, rest), norm])


def _clipped(call: Call, value: Value) -> Value:
    def one(atom: Value) -> Value:
        if is_none(atom):
            return NONE
        x = as_tensor(call, atom)
        if x is None:
            return NEVER
        kind = "indexed_slices" if x.kind == "indexed_slices" else "tensor"
        return tensor(x.dtype, x.shape, kind=kind, symbolic=call.graph)

    return union(one(atom) for atom in atoms(value))


def _polyval(call: Call) -> Value:
    """``tf.math.polyval``: coefficients and ``x`` broadcast by Horner's rule."""
    x = operand(call, "x")
    found = _tensors(call, "coeffs")
    if x is None or found is None:
        return NEVER if x is None else unknown("coefficients not known")
    return give(call, x.dtype, broadcast_of([x.shape, *(c.shape for c in found)]), operands=[x])


def _segment(call: Call) -> Value:
    """``tf.math.segment_*``: the first dimension becomes the number of segments, which the ids decide."""
    data, ids = operand(call, "data"), operand(call, "segment_ids")
    if data is None or ids is None:
        return NEVER
    rows = None
    if not call.graph and isinstance(ids.content, tuple) and ids.content and ids.content[-1] is not None:
        rows = ids.content[-1] + 1
    return give(call, data.dtype, None if data.shape is None else (rows, *data.shape[1:]), operands=[data])


def _unsorted_segment(call: Call) -> Value:
    """``tf.math.unsorted_segment_*``: ``num_segments`` rows instead of the dimensions of the ids."""
    data, ids = operand(call, "data"), operand(call, "segment_ids")
    if data is None or ids is None:
        return NEVER
    rows = integer(given(call, "num_segments"))
    if data.shape is None or ids.shape is None:
        return give(call, data.dtype, None, operands=[data])
    if same(data.shape[: len(ids.shape)], ids.shape) is INCOMPATIBLE:
        return NEVER
    return give(call, data.dtype, (rows, *data.shape[len(ids.shape) :]), operands=[data])


def _sparse_segment(call: Call) -> Value:
    """``tf.sparse.segment_*``: rows picked by ``indices``, then summed by segment."""
    data = operand(call, "data")
    if data is None:
        return NEVER
    count = given(call, "num_segments")
    rows = None if is_none(count) else integer(count)
    return give(call, data.dtype, None if data.shape is None else (rows, *data.shape[1:]), operands=[data])


_DENSE: dict[str, Rule] = {
    _TM + "count_nonzero": _count_nonzero,
    _V1 + "count_nonzero": _count_nonzero,
    _TM + "argmax": _arg,
    _TM + "argmin": _arg,
    _V1 + "argmax": _arg,
    _V1 + "argmin": _arg,
    _TM + "cumsum": _scan("x", NUMBERS),
    _TM + "cumprod": _scan("x", NUMBERS),
    _TM + "cumulative_logsumexp": _scan("x", F),
    "tensorflow.nn.softmax": _elementwise_float("logits", vector=True),
    "tensorflow.nn.log_softmax": _elementwise_float("logits", vector=True),
    _V1 + "nn.softmax": _elementwise_float("logits", vector=True),
    _V1 + "nn.log_softmax": _elementwise_float("logits", vector=True),
    _TM + "l2_normalize": _elementwise_float("x", vector=False),
    _TM + "zero_fraction": _scalar("value", ALL, "float32"),
    "tensorflow.nn.l2_loss": _scalar("t", F, None),
    _TM + "is_strictly_increasing": _scalar("x", REAL, "bool"),
    _TM + "is_non_decreasing": _scalar("x", REAL, "bool"),
    "tensorflow.norm": _norm,
    _V1 + "norm": _norm,
    _TM + "lbeta": _lbeta,
    "tensorflow.nn.moments": _moments,
    _V1 + "nn.moments": _moments,
    _TM + "polyval": _polyval,
    **{_TM + f"segment_{n}": _segment for n in ("sum", "mean", "max", "min", "prod")},
    **{_TM + f"unsorted_segment_{n}": _unsorted_segment for n in ("sum", "mean", "max", "min", "prod", "sqrt_n")},
    **{f"tensorflow.sparse.segment_{n}": _sparse_segment for n in ("sum", "mean", "sqrt_n")},
}

RULES: dict[str, Rule] = {
    **{_TM + n: _reduction("input_tensor", *row, n) for n, row in _REDUCTIONS.items()},
    **{
        _V1 + n: _reduction("input_tensor", *row, n)
        for n, row in _REDUCTIONS.items()
        if n not in ("reduce_std", "reduce_variance", "reduce_euclidean_norm")
    },
    **for_dense(_DENSE, VARIANTS),
    "tensorflow.linalg.global_norm": _global_norm,
    "tensorflow.clip_by_global_norm": _clip_by_global_norm,
}
