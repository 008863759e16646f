"""Ops that make tensors from values and shapes: constants, zeros and ones, ranges, one-hot."""

from __future__ import annotations

import math

from ...model import values
from ...model.values import NEVER, Const, Dim, LibraryObject, Shape, Tensor, Unknown, Value, tensor, union, unknown
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    DtypeOr,
    dims,
    dtype,
    for_dense,
    give,
    given,
    integer,
    is_none,
    operand,
    promoted,
    sequence,
    text,
)
from .convert import CONFLICT, CONTENT_LIMIT, PYTHON, TENSOR, UNKNOWN, Content, Operand, as_tensor, with_dtype
from .elementwise import ragged_like
from .ragged_ops import VARIANTS
from .shapes import INCOMPATIBLE, axis_index, broadcast, dim_at, size


def _has_tensor(call: Call, value: Value | None) -> bool:
    items = sequence(call, value)
    return items is not None and any(isinstance(i, Tensor) or _has_tensor(call, i) for i in items.known)


def _constant(call: Call) -> Value:
    """``tf.constant``: no tensors in lists; with ``shape`` a single value fills it, else sizes have to agree."""
    value = given(call, "value")
    x = None if _has_tensor(call, value) else operand(call, "value")
    if x is None or not x.dense:
        return NEVER
    wanted = given(call, "dtype")
    target = dtype(call, "dtype", default=x.dtype)
    if not is_none(wanted) and target is not None and x.dtype not in (None, target):
        if x.origin == TENSOR:
            # A traced constant of a tensor casts, an eager one raises.
            return give(call, target, x.shape) if call.graph else NEVER
        converted = with_dtype(x, target)
        if converted is None:
            return NEVER
        x = converted
    shape = given(call, "shape")
    if is_none(shape):
        return give(call, target, x.shape, x.content, [x])
    wanted_shape = dims(call, shape)
    have, want = size(x.shape), size(wanted_shape)
    if have is not None and want is not None and have not in (1, want):
        return NEVER
    content: Content = None
    if isinstance(x.content, int) and wanted_shape is not None and len(wanted_shape) == 1:
        count = wanted_shape[0]
        content = (x.content,) * count if count is not None and count <= CONTENT_LIMIT else None
    return give(call, target, wanted_shape, content)


def _convert_to_tensor(call: Call) -> Value:
    """``tf.convert_to_tensor``: ``dtype`` has to hold, ``dtype_hint`` is taken where the value converts to it.

    The dtype is unknown for a list with tensors of another type than the hint.
    """
    x = operand(call, "value", "tensor")
    if x is None or not x.dense:
        return NEVER
    if not is_none(given(call, "dtype")):
        target = dtype(call, "dtype")
        if target is None:
            return give(call, None, x.shape, operands=[x])
        if x.origin == TENSOR and sequence(call, given(call, "value")) is not None:
            # The elements of a list are cast one by one.
            return give(call, target, x.shape)
        converted = with_dtype(x, target)
        return NEVER if converted is None else give(call, target, x.shape, converted.content, [x])
    hint = given(call, "dtype_hint", "preferred_dtype")
    listed = _has_tensor(call, given(call, "value"))
    if not is_none(hint) and (x.origin != TENSOR or listed):
        target = dtype(call, "dtype_hint", "preferred_dtype")
        if target is None or x.origin == UNKNOWN or (listed and target != x.dtype):
            return give(call, None, x.shape, operands=[x])
        converted = with_dtype(x, target)
        if converted is not None:
            return give(call, target, x.shape, converted.content, [x])
    return give(call, x.dtype, x.shape, x.content, [x])


def _convert_or_keep(kind: str) -> Rule:
    """``convert_to_tensor`` that leaves a tensor of ``kind`` as it is; ``dtype`` has to be its own."""

    def rule(call: Call) -> Value:
        value = given(call, "value")
        if value is None or isinstance(value, Unknown):
            target = dtype(call, "dtype")
            return union(tensor(target, None, kind=k, symbolic=call.graph) for k in ("tensor", kind))
        if isinstance(value, LibraryObject):
            return unknown("a tensor or what stands for one")
        if not isinstance(value, Tensor) or value.kind != kind:
            return _convert_to_tensor(call)
        target = None if is_none(given(call, "dtype")) else dtype(call, "dtype")
        return NEVER if None not in (target, value.dtype) and target != value.dtype else value

    return rule


def _filled(content: int) -> Rule:
    def rule(call: Call) -> Value:
        shape = dims(call, given(call, "shape"))
        if shape is not None and any(d is not None and d < 0 for d in shape):
            return NEVER
        return give(call, dtype(call, "dtype", default="float32"), shape, _repeated(content, shape))

    return rule


def _repeated(content: Content, shape: Shape) -> Content:
    if not isinstance(content, int) or shape is None:
        return None
    if shape == ():
        return content
    count = shape[0]
    return (content,) * count if len(shape) == 1 and count is not None and count <= CONTENT_LIMIT else None


def _fill(call: Call) -> Value:
    x = operand(call, "value")
    if x is None:
        return NEVER
    shape = dims(call, given(call, "dims"))
    if shape is not None and any(d is not None and d < 0 for d in shape):
        return NEVER
    return give(call, x.dtype, shape, _repeated(x.content, shape))


def _like(content: int) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "input", "tensor")
        if x is None:
            return NEVER
        target = dtype(call, "dtype", default=x.dtype)
        if x.kind == "ragged":
            return ragged_like(call, x, target)
        if x.kind == "sparse":
            return unknown("zeros_like of a sparse tensor")
        return give(call, target, x.shape, _repeated(content, x.shape), [x])

    return rule


def _eye(call: Call) -> Value:
    rows = integer(given(call, "num_rows"))
    columns = rows if is_none(given(call, "num_columns")) else integer(given(call, "num_columns"))
    batch = given(call, "batch_shape")
    prefix = () if is_none(batch) else dims(call, batch)
    shape = None if prefix is None else (*prefix, rows, columns)
    return give(call, dtype(call, "dtype", default="float32"), shape)


_RANGE_ORDER = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
_RANGE_FLOATS = ("float16", "bfloat16", "float32", "float64")


def _range(call: Call) -> Value:
    """``tf.range``: the highest of the bounds' types unless ``dtype`` is given; the length from known numbers."""
    first, limit = given(call, "start"), given(call, "limit")
    if is_none(limit):
        first, limit = values.const(0), first
    if first is None or limit is None:
        return give(call, dtype(call, "dtype"), (None,))
    step = given(call, "delta")
    bounds = (first, limit, values.const(1) if step is None else step)
    found: list[Operand] = []
    for bound in bounds:
        one = as_tensor(call, bound)
        if one is None or one.shape not in (None, ()):
            return NEVER
        found.append(one)
    numbers = [_number(b) for b in bounds]
    content, count = _counted(numbers)
    if count is not None and count < 0:
        return NEVER
    return give(call, dtype(call, "dtype", default=_range_dtype(found)), (count,), content)


def _range_dtype(found: list[Operand]) -> str | None:
    kinds = [o.dtype for o in found]
    known = [k for k in kinds if k is not None]
    if len(known) != len(kinds):
        return "float64" if "float64" in known else None
    for order in (_RANGE_FLOATS, _RANGE_ORDER):
        ranked = [order.index(k) for k in known if k in order]
        if ranked:
            return order[max(ranked)]
    return None


def _number(value: Value) -> int | float | None:
    if isinstance(value, Const) and isinstance(value.value, float):
        return value.value
    return integer(value)


def _counted(numbers: list[int | float | None]) -> tuple[Content, Dim]:
    start, limit, step = numbers
    if start is None or limit is None or step is None:
        return None, None
    if step == 0 or (limit - start) * step < 0:
        return None, -1
    count = math.ceil((limit - start) / step)
    if isinstance(start, int) and isinstance(limit, int) and isinstance(step, int):
        exact = range(start, limit, step)
        return (tuple(exact) if len(exact) <= CONTENT_LIMIT else None), len(exact)
    return None, count


def _linspace(call: Call) -> Value:
    """``tf.linspace``: ints become float64; ``axis`` is where the ``num`` points go."""
    start, stop = operand(call, "start"), operand(call, "stop")
    if start is None or stop is None:
        return NEVER
    kind = start.dtype
    if kind is not None:
        if start.origin == PYTHON and stop.dtype not in (None, kind) and stop.origin == TENSOR:
            return NEVER
        if with_dtype(stop, kind) is None:
            return NEVER
    target = "float64" if kind in dtypes.INTEGERS else kind
    shape = broadcast(start.shape, stop.shape)
    if shape is INCOMPATIBLE:
        return NEVER
    if shape is None:
        return give(call, target, None)
    axis = integer(given(call, "axis"), 0)
    if axis is None:
        return give(call, target, (None,) * (len(shape) + 1))
    index = axis_index(axis, len(shape) + 1)
    if index is INCOMPATIBLE:
        return NEVER
    return give(call, target, (*shape[:index], integer(given(call, "num")), *shape[index:]))


def _one_hot(call: Call) -> Value:
    """``tf.one_hot``: dtype from ``dtype``, else from the values, else float32."""
    x = operand(call, "indices")
    if x is None or (x.dtype is not None and x.dtype not in dtypes.INTEGERS):
        return NEVER
    target = _one_hot_dtype(call)
    if target is CONFLICT:
        return NEVER
    if x.shape is None:
        return give(call, target, None)
    axis = integer(given(call, "axis"), -1) if not is_none(given(call, "axis")) else -1
    depth = integer(given(call, "depth"))
    if axis is None:
        return give(call, target, (None,) * (len(x.shape) + 1))
    index = axis_index(axis, len(x.shape) + 1)
    if index is INCOMPATIBLE:
        return NEVER
    return give(call, target, (*x.shape[:index], depth, *x.shape[index:]))


def _one_hot_dtype(call: Call) -> DtypeOr:
    if not is_none(given(call, "dtype")):
        return dtype(call, "dtype")
    found: list[Operand] = []
    for name in ("on_value", "off_value"):
        value = given(call, name)
        if not is_none(value):
            one = operand(call, name)
            if one is None:
                return CONFLICT
            found.append(one)
    return promoted(call, found) if found else "float32"


def _sequence_mask(call: Call) -> Value:
    x = operand(call, "lengths")
    if x is None:
        return NEVER
    shape = None if x.shape is None else (*x.shape, _longest(call, x))
    return give(call, dtype(call, "dtype", default="bool"), shape)


def _longest(call: Call, x: Operand) -> Dim:
    limit = given(call, "maxlen")
    if not is_none(limit):
        return integer(limit)
    if isinstance(x.content, int):
        return x.content
    if isinstance(x.content, tuple) and x.content:
        lengths = [c for c in x.content if c is not None]
        return max(lengths) if len(lengths) == len(x.content) else None
    return None


def _meshgrid(call: Call) -> Value:
    """``tf.meshgrid``: one grid per vector; ``xy`` indexing exchanges the first two dimensions."""
    found: list[Operand] = []
    for value in call.positional():
        x = as_tensor(call, value)
        if x is None or (x.shape is not None and len(x.shape) > 1):
            return NEVER
        found.append(x)
    kind = promoted(call, found)
    if kind is CONFLICT:
        return NEVER
    shape: list[Dim] = [1 if x.shape == () else dim_at(x.shape, 0) for x in found]
    indexing = text(call, "indexing", default="xy") if "indexing" in dict(call.keywords()) else "xy"
    if indexing == "xy" and len(shape) > 1:
        shape[:2] = shape[1], shape[0]
    elif indexing is None:
        shape = [None] * len(shape)
    return call.new_list([give(call, x.dtype or kind, tuple(shape)) for x in found])


RULES: dict[str, Rule] = {
    **for_dense({"tensorflow.meshgrid": _meshgrid, "tensorflow.one_hot": _one_hot}, VARIANTS),
    "tensorflow.constant": _constant,
    "tensorflow.compat.v1.constant": _constant,
    "tensorflow.convert_to_tensor": _convert_to_tensor,
    "tensorflow.compat.v1.convert_to_tensor": _convert_to_tensor,
    "tensorflow.compat.v1.convert_to_tensor_or_sparse_tensor": _convert_or_keep("sparse"),
    "tensorflow.compat.v1.convert_to_tensor_or_indexed_slices": _convert_or_keep("indexed_slices"),
    "tensorflow.zeros": _filled(0),
    "tensorflow.ones": _filled(1),
    "tensorflow.fill": _fill,
    "tensorflow.zeros_like": _like(0),
    "tensorflow.ones_like": _like(1),
    "tensorflow.compat.v1.zeros_like": _like(0),
    "tensorflow.compat.v1.ones_like": _like(1),
    "tensorflow.eye": _eye,
    "tensorflow.range": _range,
    "tensorflow.linspace": _linspace,
    "tensorflow.sequence_mask": _sequence_mask,
    "tensorflow.timestamp": lambda call: give(call, "float64", ()),
}
