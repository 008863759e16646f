"""Gather, scatter, masks, partitions, embeddings, and the v1 assignments of variables."""

from __future__ import annotations

from ...model.values import NEVER, Dim, Shape, Tensor, Value, unknown
from ..protocol import Call, Rule
from . import dtypes
from .arguments import dims, for_dense, give, given, integer, is_none, operand, promoted, sequence
from .convert import Content, Operand, as_tensor
from .ragged_ops import VARIANTS
from .shapes import INCOMPATIBLE, ShapeOr, axis_index, prefixed, rank, same, unknown_of_rank
from .shapes_linear import gather, gather_nd

_V1 = "tensorflow.compat.v1."


def _gather(call: Call) -> Value:
    """``tf.gather``: ``axis`` is ``batch_dims`` by default."""
    x, indices = operand(call, "params"), operand(call, "indices")
    if x is None or indices is None or (indices.dtype is not None and indices.dtype not in dtypes.INTEGERS):
        return NEVER
    batch = integer(given(call, "batch_dims"), 0)
    axis = batch if is_none(given(call, "axis")) else integer(given(call, "axis"))
    if is_none(given(call, "axis")) and batch is not None and batch < 0 and indices.shape is not None:
        axis = batch + len(indices.shape)
    shape = gather(x.shape, indices.shape, axis, batch)
    return give(call, x.dtype, shape, _picked(x.content, indices.content), [x])


def _picked(content: Content, indices: Content) -> Content:
    if not isinstance(content, tuple):
        return None

    def one(i: Dim) -> Dim:
        return content[i] if i is not None and 0 <= i < len(content) else None

    return tuple(one(i) for i in indices) if isinstance(indices, tuple) else one(indices)


def _gather_nd(call: Call) -> Value:
    x, indices = operand(call, "params"), operand(call, "indices")
    if x is None or indices is None:
        return NEVER
    shape = gather_nd(x.shape, indices.shape, integer(given(call, "batch_dims"), 0))
    return give(call, x.dtype, shape, operands=[x])


def _boolean_mask(call: Call) -> Value:
    """``tf.boolean_mask``: the dimensions of the mask become one of unknown length."""
    x, mask = operand(call, "tensor"), operand(call, "mask")
    if x is None or mask is None or mask.shape == ():
        return NEVER
    axis = 0 if is_none(given(call, "axis")) else integer(given(call, "axis"))
    if x.shape is None or mask.shape is None:
        return give(call, x.dtype, None, operands=[x])
    n = len(mask.shape)
    if axis is None:
        return give(call, x.dtype, unknown_of_rank(len(x.shape) - n + 1), operands=[x])
    start = axis_index(axis, len(x.shape))
    if start is INCOMPATIBLE or same(x.shape[start : start + n], mask.shape) is INCOMPATIBLE:
        return NEVER
    return give(call, x.dtype, (*x.shape[:start], None, *x.shape[start + n :]), operands=[x])


def _scatter_nd(call: Call) -> Value:
    updates = operand(call, "updates")
    if updates is None:
        return NEVER
    return give(call, updates.dtype, dims(call, given(call, "shape")), operands=[updates])


def _tensor_scatter(call: Call) -> Value:
    x, updates = operand(call, "tensor"), operand(call, "updates")
    if x is None or updates is None:
        return NEVER
    return give(call, promoted(call, [x, updates]), x.shape, operands=[x])


def _dynamic_partition(call: Call) -> Value:
    """A list of ``num_partitions`` tensors of unknown length."""
    x, partitions = operand(call, "data"), operand(call, "partitions")
    if x is None or partitions is None:
        return NEVER
    shape: Shape = None
    if x.shape is not None and partitions.shape is not None:
        n = len(partitions.shape)
        if same(x.shape[:n], partitions.shape) is INCOMPATIBLE:
            return NEVER
        shape = (None, *x.shape[n:])
    part = give(call, x.dtype, shape, operands=[x])
    count = integer(given(call, "num_partitions"))
    return call.new_list([], part) if count is None or count > 256 else call.new_list([part] * count)


def _dynamic_stitch(call: Call) -> Value:
    """The first dimension is one more than the largest index."""
    data, indices = sequence(call, given(call, "data")), sequence(call, given(call, "indices"))
    if data is None or indices is None or not data.known or not indices.known:
        return give(call, None, None)
    x, index = as_tensor(call, data.known[0]), as_tensor(call, indices.known[0])
    if x is None or index is None:
        return NEVER
    if x.shape is None or index.shape is None:
        return give(call, x.dtype, None, operands=[x])
    found = [as_tensor(call, item) for item in indices.known]
    rows = _rows([o for o in found if o is not None]) if indices.rest is None and None not in found else None
    return give(call, x.dtype, (rows, *x.shape[len(index.shape) :]), operands=[x])


def _rows(indices: list[Operand]) -> Dim:
    largest = -1
    for x in indices:
        if x.shape is not None and 0 in x.shape:
            continue
        numbers = x.content if isinstance(x.content, tuple) else (x.content,)
        for number in numbers:
            if number is None:
                return None
            largest = max(largest, number)
    return largest + 1


def _embedding_lookup(call: Call) -> Value:
    """``tf.nn.embedding_lookup``: a row of ``params`` for every id."""
    ids = operand(call, "ids")
    params = sequence(call, given(call, "params"))
    table = operand(call, "params") if params is None or not params.known else as_tensor(call, params.known[0])
    if ids is None or table is None or table.shape == ():
        return NEVER
    shape: ShapeOr = prefixed(ids.shape, None if table.shape is None else table.shape[1:])
    return give(call, table.dtype, shape, operands=[table])


def _embedding_lookup_sparse(call: Call) -> Value:
    params = sequence(call, given(call, "params"))
    table = operand(call, "params") if params is None or not params.known else as_tensor(call, params.known[0])
    if table is None:
        return NEVER
    return give(call, table.dtype, None if table.shape is None else (None, *table.shape[1:]))


def _assigned(call: Call) -> Value:
    """The v1 assignments give the variable."""
    value = given(call, "ref")
    return value if isinstance(value, Tensor) else unknown("an assigned variable")


def _batch_gather(call: Call) -> Value:
    x, indices = operand(call, "params"), operand(call, "indices")
    if x is None or indices is None:
        return NEVER
    n = rank(indices.shape)
    batch = None if n is None else n - 1
    return give(call, x.dtype, gather(x.shape, indices.shape, batch, batch), operands=[x])


_SCATTERS = ("update", "add", "sub", "max", "min")

_DENSE: dict[str, Rule] = {
    "tensorflow.gather": _gather,
    _V1 + "gather": _gather,
    _V1 + "batch_gather": _batch_gather,
    "tensorflow.gather_nd": _gather_nd,
    _V1 + "gather_nd": _gather_nd,
    "tensorflow.boolean_mask": _boolean_mask,
    _V1 + "boolean_mask": _boolean_mask,
    "tensorflow.scatter_nd": _scatter_nd,
    **{f"tensorflow.tensor_scatter_nd_{n}": _tensor_scatter for n in _SCATTERS},
    "tensorflow.dynamic_partition": _dynamic_partition,
    "tensorflow.dynamic_stitch": _dynamic_stitch,
    "tensorflow.nn.embedding_lookup": _embedding_lookup,
    _V1 + "nn.embedding_lookup": _embedding_lookup,
}

RULES: dict[str, Rule] = {
    **for_dense(_DENSE, VARIANTS),
    "tensorflow.nn.embedding_lookup_sparse": _embedding_lookup_sparse,
    **{
        _V1 + n: _assigned
        for n in ("assign", "assign_add", "assign_sub", "scatter_update", "scatter_add", "scatter_sub")
    },
}
