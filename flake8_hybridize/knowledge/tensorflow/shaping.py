"""Ops that rearrange: reshape, transpose, squeeze, slices, rolls, broadcasts, ``where``."""

from __future__ import annotations

from ...model.values import NEVER, Shape, TensorShape, Value
from ..protocol import Call, Rule
from .arguments import (
    axes,
    dims,
    for_dense,
    give,
    given,
    integer,
    is_none,
    operand,
)
from .convert import (
    Content,
    result_dtype,
    with_dtype,
)
from .ragged_ops import VARIANTS
from .shapes import (
    INCOMPATIBLE,
    ShapeOr,
    broadcast,
    expand_dims,
    reshape,
    same,
    slice_dim,
    slice_dims,
    squeeze,
    transpose,
    unknown_of_rank,
)


def _reshape(call: Call) -> Value:
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    target = dims(call, given(call, "shape"))
    shape = reshape(x.shape, target)
    return give(call, x.dtype, shape, _reshaped(x.content, shape), [x])


def _reshaped(content: Content, shape: ShapeOr) -> Content:
    """Known integers through a change between scalar and vector."""
    if shape == () and isinstance(content, tuple) and len(content) == 1:
        return content[0]
    if shape is not INCOMPATIBLE and shape is not None and len(shape) == 1:
        return (content,) if isinstance(content, int) else content
    return None


def _expand_dims(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    shape = expand_dims(x.shape, integer(given(call, "axis", "dim")))
    return give(call, x.dtype, shape, _reshaped(x.content, shape), [x])


def _squeeze(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    shape = squeeze(x.shape, axes(call, "axis", "squeeze_dims"))
    return give(call, x.dtype, shape, _reshaped(x.content, shape), [x])


def _transpose(call: Call) -> Value:
    x = operand(call, "a")
    if x is None:
        return NEVER
    perm = given(call, "perm")
    if is_none(perm):
        return give(call, x.dtype, transpose(x.shape, None), x.content, [x])
    order = dims(call, perm)
    if order is None:
        return give(call, x.dtype, unknown_of_rank(None if x.shape is None else len(x.shape)), operands=[x])
    return give(call, x.dtype, transpose(x.shape, order), x.content, [x])


def _matrix_transpose(call: Call) -> Value:
    x = operand(call, "a", "matrix")
    if x is None or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    shape = None if x.shape is None else (*x.shape[:-2], x.shape[-1], x.shape[-2])
    return give(call, x.dtype, shape, operands=[x])


def _slice(call: Call) -> Value:
    x = operand(call, "input_")
    if x is None:
        return NEVER
    begin, extent = dims(call, given(call, "begin")), dims(call, given(call, "size"))
    content: Content = None
    if isinstance(x.content, tuple) and begin is not None and extent is not None and None not in (*begin, *extent):
        start, length = begin[0] or 0, extent[0] or 0
        content = x.content[start:] if length == -1 else x.content[start : start + length]
    return give(call, x.dtype, slice_dims(x.shape, begin, extent), content, [x])


def _strided_slice(call: Call) -> Value:
    """``tf.strided_slice``; unknown with masks other than those of begin and end."""
    x = operand(call, "input_", "input")
    if x is None:
        return NEVER
    masks = [integer(given(call, n), 0) for n in ("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")]
    begin_mask, end_mask = integer(given(call, "begin_mask"), 0), integer(given(call, "end_mask"), 0)
    begin, end = dims(call, given(call, "begin")), dims(call, given(call, "end"))
    strides = None if is_none(given(call, "strides")) else dims(call, given(call, "strides"))
    plain = masks == [0, 0, 0] and begin_mask is not None and end_mask is not None
    if not plain or x.shape is None or begin is None or end is None:
        return give(call, x.dtype, None, operands=[x])
    steps = (1,) * len(begin) if is_none(given(call, "strides")) else strides
    if steps is None or not len(begin) == len(end) == len(steps) or len(begin) > len(x.shape):
        return give(call, x.dtype, None, operands=[x])
    found = [
        slice_dim(dim, start, stop, step, has_start=not begin_mask & (1 << i), has_stop=not end_mask & (1 << i))
        if begin_mask is not None and end_mask is not None
        else None
        for i, (dim, start, stop, step) in enumerate(zip(x.shape, begin, end, steps, strict=False))
    ]
    return give(call, x.dtype, (*found, *x.shape[len(found) :]), operands=[x])


def _same_shape(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *names)
        return NEVER if x is None else give(call, x.dtype, x.shape, operands=[x])

    return rule


def _reverse(call: Call) -> Value:
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    content = x.content[::-1] if isinstance(x.content, tuple) and axes(call, "axis") in ((0,), (-1,)) else None
    return give(call, x.dtype, x.shape, content, [x])


def _broadcast_to(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    shape = dims(call, given(call, "shape"))
    if shape is not None and x.shape is not None:
        joint = broadcast(x.shape, shape)
        # The input may not be larger than the shape asked for.
        if joint is INCOMPATIBLE or len(x.shape) > len(shape):
            return NEVER
        if joint is not None and any(
            a is not None and b is not None and a != b for a, b in zip(joint, shape, strict=True)
        ):
            return NEVER
    return give(call, x.dtype, shape, operands=[x])


def _ensure_shape(call: Call) -> Value:
    x = operand(call, "x")
    if x is None:
        return NEVER
    return give(call, x.dtype, same(x.shape, _given_shape(call)), x.content, [x])


def _given_shape(call: Call) -> Shape:
    value = given(call, "shape")
    return value.dims if isinstance(value, TensorShape) else dims(call, value)


def _invert_permutation(call: Call) -> Value:
    x = operand(call, "x")
    if x is None or (x.dtype is not None and x.dtype not in ("int32", "int64")):
        return NEVER
    content: Content = None
    if (
        isinstance(x.content, tuple)
        and None not in x.content
        and sorted(c for c in x.content if c is not None) == list(range(len(x.content)))
    ):
        content = tuple(x.content.index(i) for i in range(len(x.content)))
    return give(call, x.dtype, x.shape, content, [x])


def _where(call: Call) -> Value:
    """``tf.where``: positions (int64) of one argument; else condition, ``x`` and ``y`` broadcast.

    The v1 form has no broadcasting but agrees where it works.
    """
    condition = operand(call, "condition")
    if condition is None:
        return NEVER
    values = [given(call, "x"), given(call, "y")]
    if is_none(values[0]) and is_none(values[1]):
        return give(call, "int64", (None, None if condition.shape is None else len(condition.shape)))
    if is_none(values[0]) or is_none(values[1]):
        return NEVER
    found = [operand(call, "x"), operand(call, "y")]
    x, y = found
    if x is None or y is None or with_dtype(condition, "bool") is None:
        return NEVER
    kind = result_dtype([x, y], call.graph)
    shape = broadcast(x.shape, y.shape)
    if shape is INCOMPATIBLE:
        return NEVER
    return give(call, kind, broadcast(condition.shape, shape), operands=[condition, x, y])


_DENSE: dict[str, Rule] = {
    "tensorflow.reshape": _reshape,
    "tensorflow.expand_dims": _expand_dims,
    "tensorflow.compat.v1.expand_dims": _expand_dims,
    "tensorflow.squeeze": _squeeze,
    "tensorflow.compat.v1.squeeze": _squeeze,
    "tensorflow.transpose": _transpose,
    "tensorflow.compat.v1.transpose": _transpose,
    "tensorflow.linalg.matrix_transpose": _matrix_transpose,
    "tensorflow.linalg.adjoint": _matrix_transpose,
    "tensorflow.slice": _slice,
    "tensorflow.strided_slice": _strided_slice,
    "tensorflow.reverse": _reverse,
    "tensorflow.roll": _same_shape("input"),
    "tensorflow.reverse_sequence": _same_shape("input"),
    "tensorflow.compat.v1.reverse_sequence": _same_shape("input"),
    "tensorflow.broadcast_to": _broadcast_to,
    "tensorflow.ensure_shape": _ensure_shape,
    "tensorflow.math.invert_permutation": _invert_permutation,
    "tensorflow.where": _where,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
