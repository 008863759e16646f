"""``tf.sparse``: sparse tensors, and ``tf.IndexedSlices``."""

from __future__ import annotations

from ...model.values import NEVER, Const, Dim, Shape, Tensor, Value, tensor, tuple_of, unknown
from ..protocol import Call, Rule
from .arguments import axes, dims, dtype, flag, give, given, integer, is_none, operand, sequence
from .convert import Operand, as_tensor
from .shapes import (
    INCOMPATIBLE,
    ShapeOr,
    broadcast,
    concat,
    dim_at,
    expand_dims,
    reduce,
    replace_dim,
    reshape,
    slice_dims,
    transpose,
)
from .shapes_linear import matmul

_S = "tensorflow.sparse."
_NAMES = ("sp_input", "sp_a", "input", "st_input", "a")


def sparse(call: Call, dtype: str | None, shape: ShapeOr, count: Dim = None) -> Value:
    """A ``SparseTensor``; ``count`` is the number of its values, if that is known."""
    if shape is INCOMPATIBLE:
        return NEVER
    return tensor(dtype, shape, kind="sparse", content=None if call.graph else count, symbolic=call.graph)


def known_in(call: Call, shape: ShapeOr) -> ShapeOr:
    """The dimensions of a sparse operand as far as a result tells them: in a graph they are numbers of its
    ``dense_shape``, which few ops look at while tracing."""
    return (None,) * len(shape) if call.graph and isinstance(shape, tuple) else shape


def _source(call: Call, *names: str) -> Operand | None:
    x = operand(call, *(names or _NAMES))
    return x if x is not None and (x.kind == "sparse" or x.dtype is None) else None


def _new(call: Call) -> Value:
    """``tf.SparseTensor(indices, values, dense_shape)``."""
    x, indices = operand(call, "values"), operand(call, "indices")
    if x is None:
        return NEVER
    count = dim_at(x.shape, 0)
    if count is None and indices is not None:
        count = dim_at(indices.shape, 0)
    return sparse(call, x.dtype, dims(call, given(call, "dense_shape")), count)


def _from_dense(call: Call) -> Value:
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    return sparse(call, x.dtype, x.shape, _nonzero(call, given(call, "tensor")))


def _nonzero(call: Call, value: Value | None, depth: int = 4) -> Dim:
    """How many numbers of a nested list are not zero."""
    if isinstance(value, Const):
        return int(value.value not in (0, "", b"", False))
    items = sequence(call, value) if depth else None
    if items is None or items.rest is not None or isinstance(value, Tensor):
        return None
    parts = [_nonzero(call, item, depth - 1) for item in items.known]
    return None if None in parts else sum(part for part in parts if part is not None)


def _to_dense(call: Call) -> Value:
    x = _source(call)
    return unknown("to_dense") if x is None else give(call, x.dtype, known_in(call, x.shape))


def _eye(call: Call) -> Value:
    rows = integer(given(call, "num_rows"))
    columns = rows if is_none(given(call, "num_columns")) else integer(given(call, "num_columns"))
    count = None if rows is None or columns is None else min(rows, columns)
    return sparse(call, dtype(call, "dtype", default="float32"), (rows, columns), count)


def _keep(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown(f"{call.name}")
    count = None if call.name == _S + "retain" else _count(x)
    return sparse(call, x.dtype, x.shape if call.name == _S + "reorder" else known_in(call, x.shape), count)


def _count(x: Operand) -> Dim:
    return x.content if isinstance(x.content, int) else None


def _add(call: Call) -> Value:
    """Sparse and sparse give sparse, with a dense operand the result is dense."""
    a, b = operand(call, "a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    if a.kind == b.kind == "sparse":
        return sparse(call, a.dtype, broadcast(a.shape, b.shape))
    if "sparse" not in (a.kind, b.kind):
        return unknown("sum of tensors that may be sparse")
    dense = b if a.kind == "sparse" else a
    return give(call, a.dtype or b.dtype, broadcast(a.shape, b.shape) if dense.shape is not None else None)


def _elementwise(call: Call) -> Value:
    a, b = operand(call, "sp_a"), operand(call, "sp_b")
    if a is None or b is None:
        return NEVER
    return sparse(call, a.dtype, known_in(call, broadcast(a.shape, b.shape)))


def _reduction(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown(f"{call.name}")
    shape = None if call.graph else reduce(x.shape, axes(call, "axis"), flag(call, "keepdims"))
    as_sparse = flag(call, "output_is_sparse")
    if as_sparse is None:
        return unknown("sparse or dense result")
    return sparse(call, x.dtype, shape) if as_sparse else give(call, x.dtype, shape)


def _matmul(call: Call) -> Value:
    a, b = operand(call, "sp_a"), operand(call, "b")
    if a is None or b is None:
        return NEVER
    shape = matmul(a.shape, b.shape, flag(call, "adjoint_a"), flag(call, "adjoint_b"))
    if call.graph and isinstance(shape, tuple) and len(shape) == 2:
        # Rows or columns come from the sparse operand.
        shape = (None, shape[1]) if a.kind == "sparse" else (shape[0], None)
    return give(call, a.dtype or b.dtype, shape)


def _reshape(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown("reshape")
    return sparse(call, x.dtype, reshape(x.shape, dims(call, given(call, "shape"))), _count(x))


def _transpose(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown("transpose")
    perm = None if is_none(given(call, "perm")) else dims(call, given(call, "perm"))
    if perm is None and not is_none(given(call, "perm")):
        return sparse(call, x.dtype, None if x.shape is None else (None,) * len(x.shape))
    return sparse(call, x.dtype, transpose(x.shape, perm), _count(x))


def _slice(call: Call) -> Value:
    """The size is cut at the end of the tensor."""
    x = _source(call)
    if x is None:
        return unknown("slice")
    start, size = dims(call, given(call, "start")), dims(call, given(call, "size"))
    if x.shape is None or start is None or size is None:
        return sparse(call, x.dtype, None if x.shape is None else (None,) * len(x.shape))
    cut = tuple(
        None if d is None or b is None or s is None else max(0, min(s, d - b))
        for d, b, s in zip(x.shape, start, size, strict=False)
    )
    if call.graph:
        return sparse(call, x.dtype, known_in(call, x.shape))
    return sparse(call, x.dtype, cut if slice_dims(x.shape, start, cut) is not INCOMPATIBLE else (None,) * len(cut))


def _concat(call: Call) -> Value:
    items = sequence(call, given(call, "sp_inputs"))
    axis = integer(given(call, "axis"))
    if items is None or items.rest is not None or not items.known:
        return unknown("sparse concat")
    found = [x for x in (as_tensor(call, item) for item in items.known) if x is not None]
    if len(found) < len(items.known):
        return NEVER
    shape = concat([x.shape for x in found], axis)
    if shape is INCOMPATIBLE:
        shape = None
    counts = [_count(x) for x in found]
    whole = None if None in counts else sum(c for c in counts if c is not None)
    return sparse(call, found[0].dtype, shape, whole)


def _split(call: Call) -> Value:
    x = _source(call)
    number, axis = integer(given(call, "num_split")), integer(given(call, "axis"))
    if x is None or number is None or number > 64 or number <= 0:
        return unknown("sparse split")
    have = dim_at(x.shape, axis)
    size = None if have is None or have % number else have // number
    return call.new_list([sparse(call, x.dtype, replace_dim(x.shape, axis, size))] * number)


def _expand(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown("expand_dims")
    axis = -1 if is_none(given(call, "axis")) else integer(given(call, "axis"))
    shape = None if x.shape is None else known_in(call, x.shape)
    return NEVER if shape is INCOMPATIBLE else sparse(call, x.dtype, expand_dims(shape, axis), _count(x))


def _map_values(call: Call) -> Value:
    """``op`` on the values of the sparse arguments."""
    arguments = list(call.positional())
    function = given(call, "op")
    if function is None and arguments:
        function = arguments[0]
    rest = arguments[1:] if arguments and arguments[0] is function else arguments
    first = next((a for a in rest if isinstance(a, Tensor) and a.kind == "sparse"), None)
    if function is None or first is None:
        return unknown("map_values")

    def values_of(value: Value) -> Value:
        if isinstance(value, Tensor) and value.kind == "sparse":
            count = value.content if isinstance(value.content, int) else None
            return tensor(value.dtype, (count,), symbolic=call.graph)
        return value

    got = call.invoke(function, [values_of(a) for a in rest])
    if not isinstance(got, Tensor):
        return unknown("map_values")
    count = first.content if isinstance(first.content, int) else None
    return sparse(call, got.dtype, known_in(call, first.shape), count)


def _fill_empty_rows(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown("fill_empty_rows")
    return tuple_of([sparse(call, x.dtype, x.shape), give(call, "bool", (dim_at(x.shape, 0),))])


def _to_indicator(call: Call) -> Value:
    x = _source(call)
    if x is None or x.shape is None:
        return unknown("to_indicator")
    return give(call, "bool", (*x.shape[:-1], integer(given(call, "vocab_size"))))


def _reset_shape(call: Call) -> Value:
    x = _source(call)
    if x is None:
        return unknown("reset_shape")
    value = given(call, "new_shape")
    shape: Shape = None if x.shape is None else (None,) * len(x.shape)
    return sparse(call, x.dtype, shape if is_none(value) else dims(call, value), _count(x))


def _indexed_slices(call: Call) -> Value:
    x = operand(call, "values")
    if x is None:
        return NEVER
    shape = given(call, "dense_shape")
    whole = None if is_none(shape) else dims(call, shape)
    if whole is None and x.shape:
        whole = (None, *x.shape[1:])
    count = None if call.graph else dim_at(x.shape, 0)
    return tensor(x.dtype, whole, kind="indexed_slices", content=count, symbolic=call.graph)


def _mask(call: Call) -> Value:
    """``tf.sparse.mask``: fewer slices."""
    x = given(call, "a")
    if not isinstance(x, Tensor) or x.kind != "indexed_slices":
        return unknown("mask of what are no slices")
    return tensor(x.dtype, x.shape, kind="indexed_slices", symbolic=call.graph)


RULES: dict[str, Rule] = {
    _S + "SparseTensor": _new,
    _S + "from_dense": _from_dense,
    _S + "to_dense": _to_dense,
    _S + "eye": _eye,
    **{_S + n: _keep for n in ("reorder", "retain", "softmax")},
    _S + "add": _add,
    _S + "maximum": _elementwise,
    _S + "minimum": _elementwise,
    _S + "reduce_sum": _reduction,
    _S + "reduce_max": _reduction,
    _S + "sparse_dense_matmul": _matmul,
    _S + "reshape": _reshape,
    _S + "transpose": _transpose,
    _S + "slice": _slice,
    _S + "concat": _concat,
    _S + "split": _split,
    _S + "expand_dims": _expand,
    _S + "map_values": _map_values,
    _S + "fill_empty_rows": _fill_empty_rows,
    _S + "to_indicator": _to_indicator,
    _S + "reset_shape": _reset_shape,
    _S + "mask": _mask,
    "tensorflow.IndexedSlices": _indexed_slices,
}
