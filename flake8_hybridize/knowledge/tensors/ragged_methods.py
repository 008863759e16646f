"""Methods of ``tf.RaggedTensor`` that are no ops of ``knowledge.tensorflow.ragged``.

Row partitions are taken to be ``int64``, the default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import Dim, Shape, Tensor, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, rows, shapes
from ..tensorflow.convert import Operand, as_tensor

_NOTHING: Final = Operand(None, None)


def _operand(call: Call, *names: str) -> Operand:
    for name in names:
        value = call.arg(name)
        if value is not None and not arguments.is_none(value):
            return as_tensor(call, value) or _NOTHING
    return _NOTHING


def _int64(call: Call, x: Tensor, shape: Shape, content: Dim = None) -> Value:
    return values.tensor("int64", shape, content=content, symbolic=call.graph or x.symbolic)


def _rows(x: Tensor) -> Dim:
    return x.shape[0] if x.shape else None


def _per_row(call: Call, x: Tensor) -> Value:
    """``row_starts``, ``row_limits``: a number for every row."""
    return _int64(call, x, (_rows(x),))


def _per_value(call: Call, x: Tensor) -> Value:
    """``value_rowids``: a number for every value."""
    return _int64(call, x, (rows.total(rows.lengths(x)),))


def _nested(call: Call, x: Tensor) -> Value:
    """``nested_row_lengths``, ``nested_value_rowids``: a tuple of vectors, one for each ragged dimension."""
    first = _int64(call, x, (_rows(x) if call.name.endswith("lengths") else None,))
    rest = _int64(call, x, (None,))
    if x.ragged_rank is None:
        return values.tuple_of((first,), rest)
    return values.tuple_of((first, *(rest,) * (x.ragged_rank - 1)))


def _with_flat_values(call: Call, x: Tensor) -> Value:
    """``with_flat_values``: the same rows of other values."""
    found = _operand(call, "new_values")
    shape: Shape = None
    if x.shape is not None and found.shape is not None and x.ragged_rank is not None:
        shape = (*x.shape[: x.ragged_rank + 1], *found.shape[1:])
    symbolic = call.graph or x.symbolic
    content = None if symbolic else rows.kept(x)
    return values.tensor(
        found.dtype, shape, kind="ragged", ragged_rank=x.ragged_rank, content=content, symbolic=symbolic
    )


def _with_values(call: Call, x: Tensor) -> Value:
    """``with_values``: the same outermost rows of other values, which may be ragged themselves."""
    found = _operand(call, "new_values")
    shape: Shape = None
    if x.shape is not None and found.shape is not None:
        shape = (*x.shape[:2], *found.shape[1:])
    inner = found.ragged_rank if found.kind == "ragged" else 0
    rank = None if inner is None else inner + 1
    symbolic = call.graph or x.symbolic
    content = None if symbolic else rows.kept(x)
    return values.tensor(found.dtype, shape, kind="ragged", ragged_rank=rank, content=content, symbolic=symbolic)


def _same(call: Call, x: Tensor) -> Value:
    """The ragged tensor again."""
    return x


def _merge_dims(call: Call, x: Tensor) -> Value:
    """``merge_dims``: several dimensions become one; dense where no ragged one is left."""
    outer, inner = (arguments.integer(call.arg(name)) for name in ("outer_axis", "inner_axis"))
    dense = values.tensor(x.dtype, None, symbolic=call.graph or x.symbolic)
    unclear = values.join(dense, values.tensor(x.dtype, None, kind="ragged", symbolic=call.graph or x.symbolic))
    if x.shape is None or x.ragged_rank is None or outer is None or inner is None:
        return unclear
    rank = len(x.shape)
    outer, inner = (axis + rank if axis < 0 else axis for axis in (outer, inner))
    if not 0 <= outer <= inner < rank:
        return unclear
    merged: Dim = 1
    for dim in x.shape[outer : inner + 1]:
        merged = shapes.dim_product(merged, dim)
    if outer == 0 and inner == 1 and merged is None:
        merged = rows.total(rows.lengths(x))
    shape = (*x.shape[:outer], merged, *x.shape[inner + 1 :])
    left = sum(1 for axis in range(1, x.ragged_rank + 1) if not outer < axis <= inner)
    if outer == 0:
        left = max(0, x.ragged_rank - inner)
    elif inner > x.ragged_rank:
        # Merged with uniform inner dimensions, the result is ragged at the merged one.
        left = outer if outer <= x.ragged_rank else x.ragged_rank
    if not left:
        return values.tensor(x.dtype, shape, symbolic=call.graph or x.symbolic)
    return values.tensor(x.dtype, shape, kind="ragged", ragged_rank=left, symbolic=call.graph or x.symbolic)


def _get_shape(call: Call, x: Tensor) -> Value:
    """``get_shape``."""
    return values.tensor_shape(x.shape)


def _to_list(call: Call, x: Tensor) -> Value:
    """``to_list``: nested lists of Python values."""
    return call.new_list([], values.unknown("row of a ragged tensor"))


def _array(call: Call, x: Tensor) -> Value:
    """``numpy``: an array of arrays, or of numbers where all rows are equally long."""
    return values.unknown("array of a ragged tensor")


_METHODS: Final[dict[str, Callable[[Call, Tensor], Value]]] = {
    "row_starts": _per_row,
    "row_limits": _per_row,
    "value_rowids": _per_value,
    "nested_row_lengths": _nested,
    "nested_value_rowids": _nested,
    "with_flat_values": _with_flat_values,
    "with_values": _with_values,
    "with_row_splits_dtype": _same,
    "merge_dims": _merge_dims,
    "get_shape": _get_shape,
    "to_list": _to_list,
    "numpy": _array,
}


def _guarded(rule: Callable[[Call, Tensor], Value]) -> Rule:
    def guarded(call: Call) -> Value:
        found = call.receiver
        return rule(call, found) if isinstance(found, Tensor) and found.kind == "ragged" else values.unknown(call.name)

    guarded.__doc__ = rule.__doc__
    return guarded


_CLASS: Final = "tensorflow.RaggedTensor."
RULES: Final[dict[str, Rule]] = {_CLASS + name: _guarded(rule) for name, rule in _METHODS.items()}
