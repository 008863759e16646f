"""``tf.TensorArray``.

Its abstract value is a ``Tensor`` of kind ``tensorarray``: ``shape`` is that of one element, ``content`` is
``(size, written)``: the size if it is known and fixed, and 1 if an element may have been written.
"""

from __future__ import annotations

from ...model.values import NEVER, NONE, Dim, Shape, Tensor, Value, join_shape, tensor, unknown
from ..protocol import Call, Rule
from .arguments import dims, dtype, flag, given, integer, is_none, operand
from .convert import Operand
from .shapes import INCOMPATIBLE, concat, dim_at, same

_TA = "tensorflow.TensorArray."


def array_of(dtype: str | None, element: Shape, size: Dim, written: bool) -> Tensor:
    """A ``TensorArray``."""
    return tensor(dtype, element, kind="tensorarray", content=(size, int(written)))


def _size(value: Tensor) -> Dim:
    return value.content[0] if isinstance(value.content, tuple) and value.content else None


def _unwritten(value: Tensor) -> bool:
    return isinstance(value.content, tuple) and len(value.content) == 2 and value.content[1] == 0


def _new(call: Call) -> Value:
    dynamic = flag(call, "dynamic_size")
    wanted = given(call, "size")
    # A graph reads the size of a tensor from constants alone, not from tf.shape.
    told = dynamic is False and not (call.graph and isinstance(wanted, Tensor))
    size = integer(wanted, 0) if told else None
    shape = given(call, "element_shape")
    element = None if shape is None or is_none(shape) else dims(call, shape)
    return array_of(dtype(call, "dtype"), element, size, False)


def _self(call: Call) -> Tensor | None:
    found = call.receiver
    return found if isinstance(found, Tensor) and found.kind == "tensorarray" else None


def _with_element(value: Tensor, x: Operand, size: Dim) -> Value:
    """``value`` after an element like ``x`` was written; the dtypes have to agree."""
    if value.dtype is not None and x.dtype is not None and not x.weak and value.dtype != x.dtype:
        return NEVER
    if _unwritten(value):
        element = same(value.shape, x.shape)
        return NEVER if element is INCOMPATIBLE else array_of(value.dtype or x.dtype, element, size, True)
    return array_of(value.dtype or x.dtype, join_shape(value.shape, x.shape), size, True)


def _write(call: Call) -> Value:
    own, x = _self(call), operand(call, "value")
    if own is None:
        return unknown("a TensorArray")
    return NEVER if x is None else _with_element(own, x, _size(own))


def _unstack(call: Call) -> Value:
    own, x = _self(call), operand(call, "value")
    if own is None:
        return unknown("a TensorArray")
    if x is None or x.shape == ():
        return NEVER
    element = Operand(x.dtype, None if x.shape is None else x.shape[1:], x.origin)
    return _with_element(own, element, _size(own) if call.graph else dim_at(x.shape, 0))


def _scatter(call: Call) -> Value:
    own, x = _self(call), operand(call, "value")
    if own is None:
        return unknown("a TensorArray")
    if x is None or x.shape == ():
        return NEVER
    element = Operand(x.dtype, None if x.shape is None else x.shape[1:], x.origin)
    return _with_element(own, element, _size(own))


def _split(call: Call) -> Value:
    own, x = _self(call), operand(call, "value")
    if own is None:
        return unknown("a TensorArray")
    if x is None or x.shape == ():
        return NEVER
    element = Operand(x.dtype, None if x.shape is None else (None, *x.shape[1:]), x.origin)
    return _with_element(own, element, _size(own))


def _read(call: Call) -> Value:
    own = _self(call)
    return unknown("a TensorArray") if own is None else tensor(own.dtype, own.shape, symbolic=call.graph)


def _many(call: Call, count: Dim) -> Value:
    own = _self(call)
    if own is None:
        return unknown("a TensorArray")
    if own.shape is None and _unwritten(own):
        # Nothing was written into it on this path, so that the op fails (but for an array of no elements at all).
        return NEVER
    return tensor(own.dtype, None if own.shape is None else (count, *own.shape), symbolic=call.graph)


def _stack(call: Call) -> Value:
    """All elements along a new first dimension."""
    own = _self(call)
    return _many(call, None if own is None else _size(own))


def _gather(call: Call) -> Value:
    x = operand(call, "indices")
    return NEVER if x is None else _many(call, dim_at(x.shape, 0))


def _concat(call: Call) -> Value:
    """All elements along their first dimension."""
    own = _self(call)
    if own is None:
        return unknown("a TensorArray")
    size = _size(own)
    if own.shape is None:
        return tensor(own.dtype, None, symbolic=call.graph)
    if not own.shape:
        return NEVER
    whole = concat([own.shape] * size, 0) if size else (None, *own.shape[1:])
    return NEVER if whole is INCOMPATIBLE else tensor(own.dtype, whole, symbolic=call.graph)


def _size_of(call: Call) -> Value:
    own = _self(call)
    return tensor("int32", (), content=None if own is None else _size(own), symbolic=call.graph)


def _identity(call: Call) -> Value:
    return call.receiver if call.receiver is not None else unknown("a TensorArray")


def _close(call: Call) -> Value:
    return NONE


RULES: dict[str, Rule] = {
    "tensorflow.TensorArray": _new,
    _TA + "write": _write,
    _TA + "unstack": _unstack,
    _TA + "scatter": _scatter,
    _TA + "split": _split,
    _TA + "read": _read,
    _TA + "stack": _stack,
    _TA + "gather": _gather,
    _TA + "concat": _concat,
    _TA + "size": _size_of,
    _TA + "identity": _identity,
    _TA + "grad": _identity,
    _TA + "close": _close,
}
