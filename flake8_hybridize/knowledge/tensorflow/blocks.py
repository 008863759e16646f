"""Blocks of space moved into depth or batch and back."""

from __future__ import annotations

import math

from ...model.values import NEVER, Const, Shape, Value
from ..protocol import Call, Rule
from .arguments import (
    dims,
    for_dense,
    give,
    given,
    integer,
    operand,
    sequence,
)
from .ragged_ops import VARIANTS
from .shapes import (
    dim_product,
    dim_sum,
    unknown_of_rank,
)


def pairs(call: Call, value: Value | None) -> tuple[Shape, Shape]:
    """The first and second numbers of a list of pairs of integers."""
    items = sequence(call, value)
    if items is None or items.rest is not None:
        return None, None
    found = [dims(call, item) for item in items.known]
    if any(pair is None or len(pair) != 2 for pair in found):
        return None, None
    return tuple(p[0] for p in found if p is not None), tuple(p[1] for p in found if p is not None)


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


_DENSE: dict[str, Rule] = {
    "tensorflow.nn.space_to_depth": _space_to_depth,
    "tensorflow.compat.v1.space_to_depth": _space_to_depth,
    "tensorflow.nn.depth_to_space": _depth_to_space,
    "tensorflow.compat.v1.depth_to_space": _depth_to_space,
    "tensorflow.space_to_batch": _space_to_batch,
    "tensorflow.batch_to_space": _batch_to_space,
}

RULES: dict[str, Rule] = for_dense(_DENSE, VARIANTS)
