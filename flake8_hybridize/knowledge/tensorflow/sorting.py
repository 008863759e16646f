"""Sorting, searching, counting."""

from __future__ import annotations

from ...model.values import NEVER, Value, named_tuple
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    allows,
    dtype,
    flag,
    for_dense,
    give,
    give_each,
    given,
    integer,
    is_none,
    operand,
)
from .ragged_ops import VARIANTS
from .shapes import dim_at, replace_dim

F = dtypes.FLOATS
REAL = F | dtypes.INTEGERS
_TM = "tensorflow.math."


def _sort(call: Call) -> Value:
    x = operand(call, "values")
    if x is None or not allows(x.dtype, REAL) or x.shape == ():
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _argsort(call: Call) -> Value:
    x = operand(call, "values")
    if x is None or not allows(x.dtype, REAL) or x.shape == ():
        return NEVER
    return give(call, "int32", x.shape, operands=[x])


def _top_k(call: Call) -> Value:
    """``tf.math.top_k``: values and indices of the ``k`` largest along the last axis, a named tuple."""
    x = operand(call, "input")
    if x is None or not allows(x.dtype, REAL) or x.shape == ():
        return NEVER
    k = integer(given(call, "k"), 1)
    have = dim_at(x.shape, -1)
    if k is not None and have is not None and k > have:
        return NEVER
    shape = replace_dim(x.shape, -1, k)
    return named_tuple(
        "TopKV2",
        ("values", "indices"),
        (
            give(call, x.dtype, shape, operands=[x]),
            give(call, dtype(call, "index_type", default="int32"), shape, operands=[x]),
        ),
    )


def _in_top_k(call: Call) -> Value:
    targets = operand(call, "targets")
    return NEVER if targets is None else give(call, "bool", targets.shape, operands=[targets])


def _approx_top_k(call: Call) -> Value:
    x = operand(call, "operand")
    return NEVER if x is None else give_each(call, [(x.dtype, None), ("int32", None)])


def _unique(count: bool) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "x")
        if x is None or (x.shape is not None and len(x.shape) != 1):
            return NEVER
        index = dtype(call, "out_idx", default="int32")
        names = ("y", "idx", "count") if count else ("y", "idx")
        parts = [give(call, x.dtype, (None,)), give(call, index, x.shape or (None,)), give(call, index, (None,))]
        return named_tuple("UniqueWithCounts" if count else "Unique", names, parts[: len(names)])

    return rule


def _searchsorted(call: Call) -> Value:
    x, y = operand(call, "sorted_sequence"), operand(call, "values")
    if x is None or y is None:
        return NEVER
    return give(call, dtype(call, "out_type", default="int32"), y.shape, operands=[y])


def _bincount(call: Call) -> Value:
    """Counts are int32, or the dtype of the weights; the length depends on the values unless both bounds agree."""
    x = operand(call, "arr")
    if x is None:
        return NEVER
    weights = given(call, "weights")
    weighted = None if is_none(weights) else operand(call, "weights")
    out = dtype(call, "dtype", default="int32") if is_none(weights) else (weighted.dtype if weighted else None)
    least, most = given(call, "minlength"), given(call, "maxlength")
    length = integer(least) if not is_none(least) and not is_none(most) and integer(least) == integer(most) else None
    axis = given(call, "axis")
    if call.graph:
        length = None
    if is_none(axis):
        return give(call, out, (length,))
    binary = flag(call, "binary_output")
    if integer(axis) == 0:
        return give(call, out if binary is False else None, (length,))
    shape = None if x.shape is None else (length,) if len(x.shape) == 1 else (x.shape[0], length)
    return give(call, out if binary is False else None, shape)


def _histogram(call: Call) -> Value:
    bins = integer(given(call, "nbins"), 100)
    return give(call, dtype(call, "dtype", default="int32"), (bins,))


def _histogram_bins(call: Call) -> Value:
    x = operand(call, "values")
    return NEVER if x is None else give(call, dtype(call, "dtype", default="int32"), x.shape)


def _confusion_matrix(call: Call) -> Value:
    n = None if is_none(given(call, "num_classes")) else integer(given(call, "num_classes"))
    return give(call, dtype(call, "dtype", default="int32"), (n, n))


_DENSE: dict[str, Rule] = {
    "tensorflow.sort": _sort,
    "tensorflow.argsort": _argsort,
    _TM + "top_k": _top_k,
    _TM + "in_top_k": _in_top_k,
    _TM + "approx_max_k": _approx_top_k,
    _TM + "approx_min_k": _approx_top_k,
    "tensorflow.unique": _unique(False),
    "tensorflow.unique_with_counts": _unique(True),
    "tensorflow.searchsorted": _searchsorted,
    _TM + "bincount": _bincount,
    "tensorflow.histogram_fixed_width": _histogram,
    "tensorflow.histogram_fixed_width_bins": _histogram_bins,
    _TM + "confusion_matrix": _confusion_matrix,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
