"""Variables, placeholders, initializers."""

from __future__ import annotations

from ...model import values
from ...model.values import NEVER, Tensor, Value, tensor
from ..protocol import Call, Rule
from .arguments import (
    dims,
    dtype,
    give,
    given,
    is_none,
    operand,
)
from .convert import Operand, as_tensor, with_dtype

FROZEN = "variables that are not trained"


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
    made = tensor(target, shape, kind="variable")
    if given(call, "trainable") not in (None, values.NONE, values.TRUE):
        call.remember(call.owner() or made, FROZEN, made)
    return made


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

RULES: dict[str, Rule] = {
    "tensorflow.Variable": _variable,
    "tensorflow.compat.v1.Variable": _variable,
    "tensorflow.compat.v1.get_variable": _get_variable,
    "tensorflow.compat.v1.placeholder": _placeholder,
    "tensorflow.compat.v1.placeholder_with_default": _placeholder_with_default,
    **{f"tensorflow.{name}.__call__": _initializer for name in _INITIALIZERS},
}
