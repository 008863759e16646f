"""``tf.ragged`` and ``tf.RaggedTensor``."""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import NEVER, Dim, Shape, Tensor, Value, tensor, tuple_of, unknown
from ..protocol import Call, Items, Rule
from . import rows
from .arguments import dims, dtype, give, given, integer, is_none, operand, sequence
from .convert import CONTENT_LIMIT, Content, Operand, as_tensor
from .ragged_ops import ragged
from .shapes import dim_at, dim_sum

_R = "tensorflow.ragged."
_T = "tensorflow.RaggedTensor."


def _depth(call: Call, value: Value, level: int = 0) -> tuple[int, list[Value]] | None:
    """How deep a nested list is and its first leaf; ``None`` if that cannot be told."""
    items = sequence(call, value)
    if items is None:
        return level, [value]
    if items.rest is not None or level > 8:
        return None
    deepest, leaves = level + 1, []
    for item in items.known:
        found = _depth(call, item, level + 1)
        if found is None:
            return None
        deepest = max(deepest, found[0])
        leaves.extend(found[1])
    return deepest, leaves


def _constant(call: Call) -> Value:
    """``tf.ragged.constant``: the outer length is known; inner ones are ragged unless ``ragged_rank`` says else."""
    value = given(call, "pylist")
    found = None if value is None else _depth(call, value)
    if value is None or found is None:
        return unknown("ragged constant of an unknown list")
    depth, leaves = found
    given_rank = given(call, "ragged_rank")
    inner = given(call, "inner_shape")
    kind = dtype(call, "dtype") if not is_none(given(call, "dtype")) else _leaf_dtype(call, leaves)
    outer = sequence(call, value)
    count = None if outer is None else len(outer.known)
    if depth == 0:
        return give(call, kind, ())
    if is_none(given_rank) and is_none(inner):
        if depth == 1:
            return give(call, kind, (count,))
        return ragged(call, kind, (count, *(None,) * (depth - 1)), depth - 1, _row_lengths(call, outer))
    rank = integer(given_rank)
    inner_shape = () if is_none(inner) else dims(call, inner)
    if rank is None and inner_shape is not None and not is_none(inner):
        rank = depth - 1 - len(inner_shape)
    if rank is None or inner_shape is None:
        return unknown("ragged constant of unknown rank")
    if rank == 0:
        return unknown("dense constant")
    if is_none(inner):
        inner_shape = _uniform(call, value, rank, depth)
    shape = None if inner_shape is None else (count, *(None,) * rank, *inner_shape)
    return ragged(call, kind, shape, rank, _row_lengths(call, outer))


def _row_lengths(call: Call, outer: Items | None) -> rows.Lengths:
    """How many items each of the nested lists has."""
    if outer is None or outer.rest is not None:
        return None
    inner = [sequence(call, item) for item in outer.known]
    if any(items is None or items.rest is not None for items in inner):
        return None
    return rows.bounded(tuple(len(items.known) for items in inner if items is not None))


def _uniform(call: Call, value: Value, rank: int, depth: int) -> Shape:
    """The dimensions inside of the ragged ones, read off the first row that is not empty."""
    items = sequence(call, value)
    if rank < 0:
        found = as_tensor(call, value)
        return None if found is None else found.shape
    for item in () if items is None else items.known:
        inner = _uniform(call, item, rank - 1, depth - 1)
        if inner is not None:
            return inner
    return None


def _leaf_dtype(call: Call, leaves: list[Value]) -> str | None:
    if not leaves:
        return "float32"
    found = as_tensor(call, tuple_of(leaves))
    return None if found is None else found.dtype


def _range(call: Call) -> Value:
    parts = [operand(call, n) for n in ("starts", "limits", "deltas") if not is_none(given(call, n))]
    if not parts or None in parts:
        return NEVER
    found = [x for x in parts if x is not None]
    count: Dim = 1
    for x in found:
        if x.shape is None:
            count = None
        elif x.shape:
            count = x.shape[0]
    kinds = {x.dtype for x in found}
    kind = dtype(call, "dtype", default=kinds.pop() if len(kinds) == 1 else None)
    known = found[0].content if len(found) == 1 and isinstance(found[0].content, tuple) else None
    known = None if known is None else tuple(None if n is None else max(n, 0) for n in known)
    return ragged(call, kind, (count, None), 1, known)


def _stack(call: Call) -> Value:
    """Tensors of different lengths as rows."""
    items = sequence(call, given(call, "values"))
    axis = integer(given(call, "axis"), 0)
    if items is None or items.rest is not None or axis != 0 or len(items.known) < 2:
        return unknown("ragged stack")
    found = [as_tensor(call, item) for item in items.known]
    known = [x for x in found if x is not None]
    if len(known) < len(found) or known[0].shape is None or any(x.kind == "sparse" for x in known):
        return unknown("ragged stack")
    shape = known[0].shape
    ranks = {x.ragged_rank if x.kind == "ragged" else 0 for x in known}
    if len(ranks) != 1 or not shape:
        return unknown("ragged stack")
    rank = ranks.pop()
    if rank is None:
        return unknown("ragged stack")
    lengths = rows.bounded(tuple(x.shape[0] if x.shape else None for x in known))
    if rank:
        return ragged(call, known[0].dtype, (len(known), None, *shape[1:]), rank + 1, lengths)
    if len(shape) > 1:
        return unknown("ragged stack")
    return ragged(call, known[0].dtype, (len(known), None), 1, lengths)


def _values(call: Call) -> Operand | None:
    return operand(call, "values", "flat_values")


def _nested(call: Call, x: Operand, count: Dim, lengths: rows.Lengths) -> Value:
    """``x`` (dense or ragged) split into ``count`` ragged rows."""
    if x.shape is None:
        return ragged(call, x.dtype, None, 1 if x.dense else None)
    own = 0 if x.dense else x.ragged_rank
    return ragged(call, x.dtype, (count, None, *x.shape[1:]), None if own is None else own + 1, lengths)


def _of_starts(content: Content, size: Dim) -> rows.Lengths:
    return rows.of_splits((*content, size)) if isinstance(content, tuple) else None


_PARTITIONS: dict[str, Callable[[Content, Dim], rows.Lengths]] = {
    "row_splits": lambda content, _: rows.of_splits(content),
    "row_lengths": lambda content, _: rows.bounded(content) if isinstance(content, tuple) else None,
    "row_starts": _of_starts,
    "row_limits": lambda content, _: rows.of_splits((0, *content)) if isinstance(content, tuple) else None,
}


def _from(parameter: str, less: int) -> Rule:
    """``from_row_splits`` and its like: as many rows as ``parameter`` has elements, less ``less``."""

    def rule(call: Call) -> Value:
        x, partition = _values(call), operand(call, parameter)
        if x is None or partition is None:
            return NEVER
        lengths = _PARTITIONS[parameter](partition.content, dim_at(x.shape, 0))
        return _nested(call, x, dim_sum(dim_at(partition.shape, 0), -less), lengths)

    return rule


def _from_value_rowids(call: Call) -> Value:
    x, ids = _values(call), operand(call, "value_rowids")
    if x is None or ids is None:
        return NEVER
    count = None if is_none(given(call, "nrows")) else integer(given(call, "nrows"))
    if is_none(given(call, "nrows")) and isinstance(ids.content, tuple) and ids.content:
        last = ids.content[-1]
        count = None if last is None else last + 1
    return _nested(call, x, count, rows.of_rowids(ids.content, count))


def _from_nested(parameter: str, less: int) -> Rule:
    def rule(call: Call) -> Value:
        x = _values(call)
        items = sequence(call, given(call, parameter))
        if x is None or items is None or items.rest is not None or not items.known:
            return unknown("nested ragged tensor") if x is not None else NEVER
        outer = as_tensor(call, items.known[0])
        count = None if outer is None else dim_sum(dim_at(outer.shape, 0), -less)
        depth = len(items.known)
        if x.shape is None or not x.dense:
            return unknown("nested ragged tensor")
        read = _PARTITIONS[parameter.removeprefix("nested_")]
        lengths = None if outer is None else read(outer.content, None)
        return ragged(call, x.dtype, (count, *(None,) * depth, *x.shape[1:]), depth, lengths)

    return rule


def _from_tensor(call: Call) -> Value:
    """The dimensions stay known unless rows are cut (``lengths``, ``padding``)."""
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    if not x.dense:
        return unknown("from_tensor of a ragged tensor")
    rank = integer(given(call, "ragged_rank"), 1)
    if x.shape is None or rank is None:
        return ragged(call, x.dtype, x.shape, rank)
    if is_none(given(call, "lengths")) and is_none(given(call, "padding")):
        count = x.shape[0]
        whole = None if count is None or count > CONTENT_LIMIT or len(x.shape) < 2 else (x.shape[1],) * count
        return ragged(call, x.dtype, x.shape, rank, rows.bounded(whole))
    wanted = operand(call, "lengths")
    given_lengths = None if wanted is None or is_none(given(call, "lengths")) else wanted.content
    lengths = rows.bounded(given_lengths) if isinstance(given_lengths, tuple) else None
    return ragged(call, x.dtype, (x.shape[0], *(None,) * rank, *x.shape[rank + 1 :]), rank, lengths)


def _from_uniform(call: Call) -> Value:
    x = operand(call, "values")
    length = integer(given(call, "uniform_row_length"))
    if x is None:
        return NEVER
    if not x.dense or x.shape is None:
        return unknown("from_uniform_row_length")
    have = dim_at(x.shape, 0)
    count = None if have is None or not length else have // length
    whole = None if count is None or count > CONTENT_LIMIT else (length,) * count
    return ragged(call, x.dtype, (count, length, *x.shape[1:]), 1, rows.bounded(whole))


def _from_sparse(call: Call) -> Value:
    x = operand(call, "st_input")
    if x is None or x.shape is None or len(x.shape) != 2:
        return unknown("from_sparse")
    return ragged(call, x.dtype, (x.shape[0], None), 1)


def _self(call: Call) -> Tensor | None:
    found = call.receiver
    return found if isinstance(found, Tensor) and found.kind == "ragged" else None


def _to_tensor(call: Call) -> Value:
    """Dense: ragged dimensions get the length of the longest row, which is not known, or that of ``shape``."""
    own = _self(call)
    if own is None:
        return unknown("a ragged tensor")
    shape = own.shape
    if shape is not None and len(shape) > 1 and shape[1] is None:
        shape = (shape[0], rows.longest(rows.lengths(own)), *shape[2:])
    wanted = None if is_none(given(call, "shape")) else dims(call, given(call, "shape"))
    if shape is not None and wanted is not None and len(wanted) == len(shape):
        shape = tuple(w if w is not None else d for w, d in zip(wanted, shape, strict=True))
    return tensor(own.dtype, shape, symbolic=call.graph)


def _to_sparse(call: Call) -> Value:
    own = _self(call)
    if own is None:
        return unknown("a ragged tensor")
    shape, known = own.shape, rows.lengths(own)
    if shape is None or len(shape) != 2:
        return tensor(own.dtype, shape, kind="sparse", symbolic=call.graph)
    widest = rows.longest(known) if shape[1] is None else shape[1]
    return tensor(own.dtype, (shape[0], widest), kind="sparse", content=rows.total(known), symbolic=call.graph)


def _lengths(call: Call) -> Value:
    own = _self(call)
    axis = integer(given(call, "axis"), 1)
    if own is None or axis is None or own.ragged_rank is None or not 0 < axis <= own.ragged_rank:
        return unknown("row lengths of an inner dimension")
    if axis == 1:
        return give(call, "int64", (dim_at(own.shape, 0),), rows.kept(own))
    return ragged(call, "int64", None if own.shape is None else own.shape[:axis], axis - 1)


def _nrows(call: Call) -> Value:
    own = _self(call)
    return give(call, dtype(call, "out_type", default="int64"), (), dim_at(None if own is None else own.shape, 0))


def _bounding_shape(call: Call) -> Value:
    own = _self(call)
    if own is None:
        return unknown("the bounding shape of an axis")
    axis = given(call, "axis")
    if not is_none(axis):
        of_axis = () if integer(axis) is not None else None
        return give(call, dtype(call, "out_type", default="int64"), of_axis)
    return give(call, dtype(call, "out_type", default="int64"), (None if own.shape is None else len(own.shape),))


def _map_flat_values(call: Call) -> Value:
    """``op`` on the flat values of the ragged arguments, put back into their structure."""
    arguments = list(call.positional())
    function = given(call, "op")
    if function is None and arguments:
        function = arguments[0]
    rest = arguments[1:] if arguments and arguments[0] is function else arguments
    first = next((a for a in rest if isinstance(a, Tensor) and a.kind == "ragged"), None)
    if function is None or first is None:
        return unknown("map_flat_values")
    got = call.invoke(function, [_flat(call, a) for a in rest])
    if not isinstance(got, Tensor) or first.shape is None or first.ragged_rank is None or got.shape is None:
        return unknown("map_flat_values")
    shape = (*first.shape[: first.ragged_rank + 1], *got.shape[1:])
    return ragged(call, got.dtype, shape, first.ragged_rank, rows.kept(first))


def _flat(call: Call, value: Value) -> Value:
    if not isinstance(value, Tensor) or value.kind != "ragged":
        return value
    if value.shape is None or value.ragged_rank is None:
        return tensor(value.dtype, None, symbolic=call.graph)
    size = rows.total(rows.lengths(value)) if value.ragged_rank == 1 else None
    return tensor(value.dtype, (size, *value.shape[value.ragged_rank + 1 :]), symbolic=call.graph)


def _boolean_mask(call: Call) -> Value:
    x, mask = operand(call, "data"), operand(call, "mask")
    if x is None or mask is None or mask.shape is None or x.shape is None:
        return unknown("ragged mask")
    if len(mask.shape) == 1 and mask.dense and x.dense:
        return give(call, x.dtype, (None, *x.shape[1:]))
    if len(mask.shape) == 1 and mask.dense:
        return ragged(call, x.dtype, (None, *x.shape[1:]), x.ragged_rank)
    if len(mask.shape) == 2:
        own = 1 if x.dense else x.ragged_rank
        return ragged(call, x.dtype, (x.shape[0], None, *x.shape[2:]), own)
    return unknown("ragged mask")


def _stack_partitions(call: Call) -> Value:
    x, partitions = operand(call, "data"), operand(call, "partitions")
    if x is None or partitions is None or not x.dense or x.shape is None or partitions.shape != (x.shape[0],):
        return unknown("partitions")
    return ragged(call, x.dtype, (integer(given(call, "num_partitions")), None, *x.shape[1:]), 1)


def _cross(call: Call) -> Value:
    """``cross`` and ``cross_hashed``: a row for every row of the inputs."""
    items = sequence(call, given(call, "inputs"))
    found = [] if items is None or items.rest is not None else [as_tensor(call, item) for item in items.known]
    rows = {x.shape[0] if x is not None and x.shape else None for x in found}
    kind = "int64" if call.name.endswith("hashed") else "string"
    return ragged(call, kind, (rows.pop() if len(rows) == 1 else None, None), 1) if found else unknown("ragged cross")


def _segment_ids(call: Call) -> Value:
    return give(call, "int64" if is_none(given(call, "out_type")) else dtype(call, "out_type"), (None,))


RULES: dict[str, Rule] = {
    _R + "constant": _constant,
    _R + "range": _range,
    _R + "stack": _stack,
    _R + "map_flat_values": _map_flat_values,
    _R + "boolean_mask": _boolean_mask,
    _R + "stack_dynamic_partitions": _stack_partitions,
    _R + "cross": _cross,
    _R + "cross_hashed": _cross,
    _R + "row_splits_to_segment_ids": _segment_ids,
    _R + "segment_ids_to_row_splits": _segment_ids,
    _T + "from_row_splits": _from("row_splits", 1),
    _T + "from_row_lengths": _from("row_lengths", 0),
    _T + "from_row_starts": _from("row_starts", 0),
    _T + "from_row_limits": _from("row_limits", 0),
    _T + "from_value_rowids": _from_value_rowids,
    _T + "from_nested_row_splits": _from_nested("nested_row_splits", 1),
    _T + "from_nested_row_lengths": _from_nested("nested_row_lengths", 0),
    _T + "from_tensor": _from_tensor,
    _T + "from_uniform_row_length": _from_uniform,
    _T + "from_sparse": _from_sparse,
    _T + "to_tensor": _to_tensor,
    _T + "to_sparse": _to_sparse,
    _T + "row_lengths": _lengths,
    _T + "nrows": _nrows,
    _T + "bounding_shape": _bounding_shape,
}
