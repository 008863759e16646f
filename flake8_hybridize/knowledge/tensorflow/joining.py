"""Concat, stack, split, tile, pad, repeat."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import NEVER, Dim, Shape, Value
from ..protocol import Call, Items, Rule
from .arguments import (
    DtypeOr,
    dims,
    for_dense,
    give,
    given,
    integer,
    is_none,
    operand,
    sequence,
)
from .blocks import pairs
from .convert import (
    ARRAY,
    CONFLICT,
    CONTENT_LIMIT,
    PYTHON,
    TENSOR,
    UNKNOWN,
    Content,
    Operand,
    as_tensor,
    result_dtype,
)
from .ragged_ops import VARIANTS
from .shapes import (
    INCOMPATIBLE,
    axis_index,
    concat,
    dim_at,
    dim_product,
    pad,
    replace_dim,
    size,
    stack,
    tile,
    unknown_of_rank,
)


def members(call: Call, value: Value | None) -> tuple[list[Operand], Items] | None:
    """The tensors in a list argument (the repeated one last) and its items; ``None`` if one is no tensor."""
    items = sequence(call, value)
    if items is None:
        return None
    found: list[Operand] = []
    for item in (*items.known, *(() if items.rest is None else (items.rest,))):
        x = as_tensor(call, item)
        if x is None:
            return None
        found.append(x)
    return found, items


def list_dtype(found: Sequence[Operand]) -> str | None:
    """The dtype of tensors in a list: that of a tensor, else of the first; NumPy's and Python's adapt."""
    kind = result_dtype(found)
    return None if kind is CONFLICT else kind


def _concat(call: Call) -> Value:
    """``tf.concat``; the numbers of known vectors are joined."""
    value = given(call, "values")
    axis = integer(given(call, "axis", "concat_dim"))
    got = members(call, value)
    if got is None:
        items = sequence(call, value)
        if items is not None:
            return NEVER
        # A single tensor is passed through.
        x = operand(call, "values")
        return NEVER if x is None else give(call, x.dtype, x.shape, x.content, [x])
    found, items = got
    if not found or result_dtype(found) is CONFLICT:
        return NEVER
    # A single value is passed through, whatever its axis.
    if items.rest is not None:
        shapes = [x.shape for x in found]
        joined = concat([*shapes, *shapes], axis)
        if joined is INCOMPATIBLE:
            return give(call, list_dtype(found), None, operands=found)
        shape = joined if joined is None or axis is None else replace_dim(joined, axis, None)
        return give(call, list_dtype(found), shape, operands=found)
    return give(call, list_dtype(found), concat([x.shape for x in found], axis), _joined(found), found)


def _joined(found: Sequence[Operand]) -> Content:
    joined: list[Dim] = []
    for x in found:
        if isinstance(x.content, tuple):
            joined.extend(x.content)
        else:
            length = dim_at(x.shape, 0)
            if x.shape is None or len(x.shape) != 1 or length is None or length > CONTENT_LIMIT:
                return None
            joined.extend([None] * length)
    return tuple(joined) if len(joined) <= CONTENT_LIMIT else None


def _stack(call: Call) -> Value:
    """``tf.stack``: lists of tensors; a tensor is taken for the list of its rows."""
    value = given(call, "values")
    axis = given(call, "axis")
    index = 0 if is_none(axis) else integer(axis)
    got = members(call, value)
    if got is None:
        x = None if sequence(call, value) is not None else operand(call, "values")
        if x is None:
            return NEVER
        if x.shape is None or not x.shape or index is None:
            return give(call, x.dtype, None, operands=[x])
        return give(call, x.dtype, stack([x.shape[1:]], index, x.shape[0]), operands=[x])
    found, items = got
    if not found:
        return give(call, "float32", (0,))
    kind = _stacked_dtype(call, value, found, index)
    if kind is CONFLICT:
        return NEVER
    shapes = [x.shape for x in found]
    count = None if items.rest is not None else len(found)
    shape = stack(shapes, index, count)
    if shape is INCOMPATIBLE and items.rest is not None:
        return give(call, kind, None, operands=found)
    content: Content = None
    if count is not None and shape == (count,) and count <= CONTENT_LIMIT:
        content = tuple(x.content if isinstance(x.content, int) else None for x in found)
    return give(call, kind, shape, content, found)


def _stacked_dtype(call: Call, value: Value | None, found: Sequence[Operand], axis: int | None) -> DtypeOr:
    """Numbers and arrays stacked at the front become a tensor as a list does, at another axis one by one."""
    kind = result_dtype(found)
    if axis not in (0, None) or value is None or any(x.origin in (TENSOR, UNKNOWN) for x in found):
        return kind
    whole = as_tensor(call, value)
    # A traced list that starts with an array is not converted as a whole.
    if whole is None or (axis == 0 and call.graph and found[0].origin == ARRAY and found[0].shape):
        return kind
    if kind == whole.dtype or (axis == 0 and (not call.graph or all(x.origin == PYTHON for x in found))):
        return whole.dtype
    return None


def _unstack(call: Call) -> Value:
    """``tf.unstack``: a list of the slices along ``axis``."""
    x = operand(call, "value")
    if x is None or x.shape == ():
        return NEVER
    axis = integer(given(call, "axis"), 0)
    number = given(call, "num")
    count = integer(number) if not is_none(number) else None
    if x.shape is None or axis is None:
        one = give(call, x.dtype, unknown_of_rank(None if x.shape is None else len(x.shape) - 1), operands=[x])
        return call.new_list([one] * count) if count is not None and count <= 256 else call.new_list([], one)
    index = axis_index(axis, len(x.shape))
    if index is INCOMPATIBLE:
        return NEVER
    have = x.shape[index]
    if count is not None and have is not None and count != have:
        return NEVER
    count = have if have is not None else count
    rest = (*x.shape[:index], *x.shape[index + 1 :])
    if isinstance(x.content, tuple):
        return call.new_list([give(call, x.dtype, (), c, [x]) for c in x.content])
    one = give(call, x.dtype, rest, operands=[x])
    if count is None or count > 256:
        return call.new_list([], one)
    return call.new_list([one] * count)


def _split(call: Call) -> Value:
    """``tf.split``: ``num_or_size_splits`` equal parts, or parts of the given sizes (one may be -1)."""
    x = operand(call, "value")
    if x is None or x.shape == ():
        return NEVER
    axis = integer(given(call, "axis"), 0)
    value = given(call, "num_or_size_splits")
    have = dim_at(x.shape, axis)
    count = integer(value)
    if x.shape is not None and axis is not None and axis_index(axis, len(x.shape)) is INCOMPATIBLE:
        return NEVER
    if count is not None:
        if count <= 0 or (have is not None and have % count):
            return NEVER
        part = give(call, x.dtype, replace_dim(x.shape, axis, None if have is None else have // count), operands=[x])
        return call.new_list([part] * count) if count <= 256 else call.new_list([], part)
    sizes = dims(call, value) if value is not None and as_tensor(call, value) is not None else None
    found = None if value is None else as_tensor(call, value)
    if sizes is None or (found is not None and found.shape == ()):
        return call.new_list([], give(call, x.dtype, replace_dim(x.shape, axis, None), operands=[x]))
    known = [s for s in sizes if s is not None and s >= 0]
    left = None if have is None or len(known) != len(sizes) - 1 else have - sum(known)
    parts = [left if s is None or s < 0 else s for s in sizes]
    if (left is not None and left < 0) or (len(known) == len(sizes) and have not in (None, sum(known))):
        return NEVER
    return call.new_list([give(call, x.dtype, replace_dim(x.shape, axis, p), operands=[x]) for p in parts])


def _tile(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    return give(call, x.dtype, tile(x.shape, dims(call, given(call, "multiples"))), operands=[x])


def _pad(call: Call) -> Value:
    """``tf.pad``: ``paddings`` is one pair for each dimension."""
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    value = given(call, "paddings")
    before, after = pairs(call, value)
    shape = pad(x.shape, before, after)
    if before is None and shape is not INCOMPATIBLE:
        shape = unknown_of_rank(_rows(call, value, x))
    return give(call, x.dtype, shape, operands=[x])


def _rows(call: Call, value: Value | None, x: Operand) -> int | None:
    if x.shape is not None:
        return len(x.shape)
    found = None if value is None else as_tensor(call, value)
    return None if found is None else dim_at(found.shape, 0)


def _repeat(call: Call) -> Value:
    """``tf.repeat``: flattened without ``axis``; the length from an int or the sum of known repeats."""
    x = operand(call, "input")
    repeats = operand(call, "repeats")
    if x is None or repeats is None:
        return NEVER
    axis = given(call, "axis")
    shape: Shape = x.shape if not is_none(axis) else (size(x.shape),)
    index = 0 if is_none(axis) else integer(axis)
    if shape is None:
        return give(call, x.dtype, None, operands=[x])
    if shape == ():
        # A scalar is repeated as a vector of one.
        shape = (1,)
    have = dim_at(shape, index)
    count: Dim = None
    if isinstance(repeats.content, int):
        count = dim_product(have, repeats.content)
    elif isinstance(repeats.content, tuple) and repeats.content and None not in repeats.content:
        total = sum(c for c in repeats.content if c is not None)
        single = len(repeats.content) == 1
        count = dim_product(have, repeats.content[0]) if single else total
    return give(call, x.dtype, replace_dim(shape, index, count), operands=[x])


_DENSE: dict[str, Rule] = {
    "tensorflow.concat": _concat,
    "tensorflow.stack": _stack,
    "tensorflow.parallel_stack": _stack,
    "tensorflow.unstack": _unstack,
    "tensorflow.split": _split,
    "tensorflow.tile": _tile,
    "tensorflow.pad": _pad,
    "tensorflow.compat.v1.pad": _pad,
    "tensorflow.repeat": _repeat,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
