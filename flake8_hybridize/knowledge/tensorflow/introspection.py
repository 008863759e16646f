"""Questions about tensors: shape, size, rank, static values."""

from __future__ import annotations

from ...model import values
from ...model.values import NEVER, Const, Shape, Tensor, Value, unknown
from ..protocol import Call, Rule
from .arguments import (
    dims,
    dtype,
    give,
    given,
    integer,
    is_none,
    operand,
    sequence,
)
from .convert import as_tensor
from .shapes import INCOMPATIBLE, broadcast, size


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
}
