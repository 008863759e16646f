"""Ops that make tensors from values and shapes: constants, zeros and ones, ranges, variables, placeholders."""

from __future__ import annotations

import math

from ...model import values
from ...model.values import NEVER, Const, Dim, Shape, Tensor, Value, tensor, unknown
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


def initial(call: Call, value: Value | None) -> Operand | None:
    """The initial value of a variable as a tensor: a value or a function that gives one."""
    if value is None or is_none(value):
        return Operand(None, None)
    if call.parameters(value) is not None:
        value = call.invoke(value, [])
    return as_tensor(call, value)


def _variable(call: Call) -> Value:
    """``tf.Variable``: dtype and shape of the initial value, ``shape`` may be less definite."""
    x = initial(call, given(call, "initial_value"))
    if x is None or not x.dense:
        return NEVER
    target = x.dtype
    if not is_none(given(call, "dtype")):
        target = dtype(call, "dtype")
        if target is not None:
            converted = with_dtype(x, target)
            if converted is None:
                return NEVER
    shape = x.shape if is_none(given(call, "shape")) else dims(call, given(call, "shape"))
    return tensor(target, shape, kind="variable")


def _get_variable(call: Call) -> Value:
    """``tf.compat.v1.get_variable``: ``shape``, else that of an initializer which is a value."""
    shape = given(call, "shape")
    if not is_none(shape):
        return tensor(dtype(call, "dtype", default="float32"), dims(call, shape), kind="variable")
    value = given(call, "initializer")
    x = as_tensor(call, value) if isinstance(value, (Tensor, values.Array)) else None
    if x is None:
        return tensor(dtype(call, "dtype"), None, kind="variable")
    return tensor(x.dtype, x.shape, kind="variable")


def _placeholder(call: Call) -> Value:
    shape = given(call, "shape")
    return tensor(dtype(call, "dtype"), None if is_none(shape) else dims(call, shape), symbolic=True)


def _placeholder_with_default(call: Call) -> Value:
    x = operand(call, "input")
    return NEVER if x is None else tensor(x.dtype, dims(call, given(call, "shape")), symbolic=True)


def _tensor_shape(call: Call) -> Value:
    value = given(call, "dims")
    if value is None or is_none(value):
        return values.tensor_shape(None)
    return values.tensor_shape(_static_dims(call, value))


def _static_dims(call: Call, value: Value) -> Shape:
    if isinstance(value, (values.TensorShape, values.Array, Tensor)) or call.items(value) is not None:
        return dims(call, value)
    number = integer(value)
    return None if number is None else (number,)


def _broadcast_static_shape(call: Call) -> Value:
    shape = broadcast(dims(call, given(call, "shape_x")), dims(call, given(call, "shape_y")))
    return NEVER if shape is INCOMPATIBLE else values.tensor_shape(shape)


def _broadcast_dynamic_shape(call: Call) -> Value:
    x, y = operand(call, "shape_x"), operand(call, "shape_y")
    if x is None or y is None:
        return NEVER
    left, right = dims(call, given(call, "shape_x")), dims(call, given(call, "shape_y"))
    shape = broadcast(left, right)
    kind = x.dtype if x.dtype == y.dtype else None
    if shape is INCOMPATIBLE:
        return NEVER
    return give(call, kind, (None,) if shape is None else (len(shape),), shape)


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


def _is_tensor(call: Call) -> Value:
    value = given(call, "x")
    if isinstance(value, Tensor):
        return values.const(value.kind != "tensorarray")
    if isinstance(value, (Const, values.Prim, values.Array, values.Tuple, values.DType, values.TensorShape)):
        return values.FALSE
    return values.BOOL


def _executing_eagerly(call: Call) -> Value:
    return values.const(not call.graph)


def _static_value(call: Call) -> Value:
    """``tf.get_static_value``: of an eager tensor its array, of a traced one that or ``None``."""
    value = given(call, "tensor")
    if isinstance(value, Tensor) and value.kind in ("tensor", "variable"):
        known = values.array(value.dtype, value.shape, content=value.content, scalar=value.shape == ())
        if value.symbolic:
            certain = value.content is not None and (not isinstance(value.content, tuple) or None not in value.content)
            return known if certain else values.union((known, values.NONE))
        return known if value.kind == "tensor" else values.union((known, values.NONE))
    if isinstance(value, (values.Array, Const, values.Prim)):
        return value
    return unknown("static value of what is not known")


def _dimension_value(call: Call) -> Value:
    value = given(call, "dimension")
    return value if isinstance(value, (Const, values.Prim)) else unknown("a dimension")


def _initializer(call: Call) -> Value:
    """``initializer(shape, dtype=float32)`` of ``tf.*_initializer`` objects."""
    return give(call, dtype(call, "dtype", default="float32"), dims(call, given(call, "shape")))


_INITIALIZERS = [
    "zeros_initializer",
    "ones_initializer",
    "constant_initializer",
    "random_normal_initializer",
    "random_uniform_initializer",
]


def _shape_op(call: Call) -> Value:
    """``tf.shape``: the content is the dimensions, as far as they are known."""
    x = operand(call, "input")
    if x is None:
        return NEVER
    if x.kind == "ragged":
        return unknown("a DynamicRaggedShape")
    return give(
        call,
        dtype(call, "out_type", default="int32"),
        (None,) if x.shape is None else (len(x.shape),),
        x.shape,
        [x] if x.dense else [],
    )


def _size_op(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    return give(call, dtype(call, "out_type", default="int32"), (), size(x.shape) if x.dense else None)


def _rank_op(call: Call) -> Value:
    x = operand(call, "input")
    return NEVER if x is None else give(call, "int32", (), None if x.shape is None else len(x.shape))


def _shape_n(call: Call) -> Value:
    items = sequence(call, given(call, "input"))
    if items is None or items.rest is not None:
        return unknown("the shapes of an unknown number of tensors")
    made: list[Value] = []
    for item in items.known:
        x = as_tensor(call, item)
        if x is None:
            return NEVER
        kind = dtype(call, "out_type", default="int32")
        made.append(give(call, kind, (None,) if x.shape is None else (len(x.shape),), x.shape))
    return call.new_list(made)


RULES: dict[str, Rule] = {
    **for_dense({"tensorflow.meshgrid": _meshgrid, "tensorflow.one_hot": _one_hot}, VARIANTS),
    "tensorflow.constant": _constant,
    "tensorflow.compat.v1.constant": _constant,
    "tensorflow.convert_to_tensor": _convert_to_tensor,
    "tensorflow.compat.v1.convert_to_tensor": _convert_to_tensor,
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
    "tensorflow.Variable": _variable,
    "tensorflow.compat.v1.Variable": _variable,
    "tensorflow.compat.v1.get_variable": _get_variable,
    "tensorflow.compat.v1.placeholder": _placeholder,
    "tensorflow.compat.v1.placeholder_with_default": _placeholder_with_default,
    "tensorflow.TensorShape": _tensor_shape,
    "tensorflow.broadcast_static_shape": _broadcast_static_shape,
    "tensorflow.broadcast_dynamic_shape": _broadcast_dynamic_shape,
    "tensorflow.is_tensor": _is_tensor,
    "tensorflow.executing_eagerly": _executing_eagerly,
    "tensorflow.get_static_value": _static_value,
    "tensorflow.compat.dimension_value": _dimension_value,
    "tensorflow.shape": _shape_op,
    "tensorflow.compat.v1.shape": _shape_op,
    "tensorflow.size": _size_op,
    "tensorflow.compat.v1.size": _size_op,
    "tensorflow.rank": _rank_op,
    "tensorflow.shape_n": _shape_n,
    "tensorflow.timestamp": lambda call: give(call, "float64", ()),
    **{f"tensorflow.{name}.__call__": _initializer for name in _INITIALIZERS},
}
