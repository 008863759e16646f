"""Ops that rearrange: reshape, transpose, stack and concat, split, tile, pad, slices, rolls, space and depth."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...model.values import NEVER, Const, Dim, Shape, TensorShape, Value
from ..protocol import Call, Items, Rule
from .arguments import (
    DtypeOr,
    axes,
    dims,
    for_dense,
    give,
    given,
    integer,
    is_none,
    operand,
    sequence,
)
from .convert import (
    CONFLICT,
    CONTENT_LIMIT,
    PYTHON,
    TENSOR,
    UNKNOWN,
    Content,
    Operand,
    as_tensor,
    result_dtype,
    with_dtype,
)
from .ragged_ops import VARIANTS
from .shapes import (
    INCOMPATIBLE,
    ShapeOr,
    axis_index,
    broadcast,
    concat,
    dim_at,
    dim_product,
    dim_sum,
    expand_dims,
    pad,
    replace_dim,
    reshape,
    same,
    size,
    slice_dim,
    slice_dims,
    squeeze,
    stack,
    tile,
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
    if whole is None:
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


def pairs(call: Call, value: Value | None) -> tuple[Shape, Shape]:
    """The first and second numbers of a list of pairs of integers."""
    items = sequence(call, value)
    if items is None or items.rest is not None:
        return None, None
    found = [dims(call, item) for item in items.known]
    if any(pair is None or len(pair) != 2 for pair in found):
        return None, None
    return tuple(p[0] for p in found if p is not None), tuple(p[1] for p in found if p is not None)


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


def _space_to_depth(call: Call) -> Value:
    return _blocks(call, grow=True)


def _depth_to_space(call: Call) -> Value:
    return _blocks(call, grow=False)


def _blocks(call: Call, *, grow: bool) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    block = integer(given(call, "block_size"))
    plain = given(call, "data_format") is None or given(call, "data_format") is _nhwc(call)
    if x.shape is None or len(x.shape) != 4 or block is None or not plain:
        return give(call, x.dtype, (None,) * 4, operands=[x])
    batch, height, width, depth = x.shape
    if grow:
        if any(d is not None and d % block for d in (height, width)):
            return NEVER
        shape = (batch, *(None if d is None else d // block for d in (height, width)), dim_product(depth, block**2))
    else:
        if depth is not None and depth % block**2:
            return NEVER
        shape = (
            batch,
            dim_product(height, block),
            dim_product(width, block),
            None if depth is None else depth // block**2,
        )
    return give(call, x.dtype, shape, operands=[x])


def _nhwc(call: Call) -> Value | None:
    value = given(call, "data_format")
    return value if isinstance(value, Const) and value.value == "NHWC" else None


def _space_to_batch(call: Call) -> Value:
    """``tf.space_to_batch``: blocks of the dimensions after the first move into it."""
    x = operand(call, "input")
    if x is None:
        return NEVER
    block = dims(call, given(call, "block_shape"))
    before, after = pairs(call, given(call, "paddings"))
    if x.shape is None or block is None or before is None or after is None or None in block:
        return give(call, x.dtype, unknown_of_rank(None if x.shape is None else len(x.shape)), operands=[x])
    n = len(block)
    if len(before) != n or len(x.shape) < n + 1:
        return NEVER
    sizes = [b for b in block if b is not None]
    padded = [dim_sum(dim_sum(d, lo), hi) for d, lo, hi in zip(x.shape[1 : n + 1], before, after, strict=True)]
    if any(p is not None and p % b for p, b in zip(padded, sizes, strict=True)):
        return NEVER
    spatial = [None if p is None else p // b for p, b in zip(padded, sizes, strict=True)]
    return give(call, x.dtype, (dim_product(x.shape[0], math.prod(sizes)), *spatial, *x.shape[n + 1 :]), operands=[x])


def _batch_to_space(call: Call) -> Value:
    """``tf.batch_to_space``: the inverse of ``space_to_batch``."""
    x = operand(call, "input")
    if x is None:
        return NEVER
    block = dims(call, given(call, "block_shape"))
    before, after = pairs(call, given(call, "crops"))
    if x.shape is None or block is None or before is None or after is None or None in block:
        return give(call, x.dtype, unknown_of_rank(None if x.shape is None else len(x.shape)), operands=[x])
    n = len(block)
    sizes = [b for b in block if b is not None]
    if len(before) != n or len(x.shape) < n + 1 or (x.shape[0] is not None and x.shape[0] % math.prod(sizes)):
        return NEVER
    grown = [dim_product(d, b) for d, b in zip(x.shape[1 : n + 1], sizes, strict=True)]
    spatial = [
        None if g is None or lo is None or hi is None else g - lo - hi
        for g, lo, hi in zip(grown, before, after, strict=True)
    ]
    batch = None if x.shape[0] is None else x.shape[0] // math.prod(sizes)
    return give(call, x.dtype, (batch, *spatial, *x.shape[n + 1 :]), operands=[x])


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
    "tensorflow.concat": _concat,
    "tensorflow.stack": _stack,
    "tensorflow.parallel_stack": _stack,
    "tensorflow.unstack": _unstack,
    "tensorflow.split": _split,
    "tensorflow.tile": _tile,
    "tensorflow.pad": _pad,
    "tensorflow.compat.v1.pad": _pad,
    "tensorflow.repeat": _repeat,
    "tensorflow.slice": _slice,
    "tensorflow.strided_slice": _strided_slice,
    "tensorflow.reverse": _reverse,
    "tensorflow.roll": _same_shape("input"),
    "tensorflow.reverse_sequence": _same_shape("input"),
    "tensorflow.compat.v1.reverse_sequence": _same_shape("input"),
    "tensorflow.broadcast_to": _broadcast_to,
    "tensorflow.ensure_shape": _ensure_shape,
    "tensorflow.nn.space_to_depth": _space_to_depth,
    "tensorflow.compat.v1.space_to_depth": _space_to_depth,
    "tensorflow.nn.depth_to_space": _depth_to_space,
    "tensorflow.compat.v1.depth_to_space": _depth_to_space,
    "tensorflow.space_to_batch": _space_to_batch,
    "tensorflow.batch_to_space": _batch_to_space,
    "tensorflow.math.invert_permutation": _invert_permutation,
    "tensorflow.where": _where,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
