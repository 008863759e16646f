"""Convolutions and pooling."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import NEVER, Dim, Value
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    allows,
    dims,
    dtype,
    for_dense,
    give,
    give_each,
    given,
    integer,
    is_none,
    operand,
    promoted,
    sequence,
    text,
)
from .convert import CONFLICT, Operand
from .shapes import INCOMPATIBLE, ShapeOr, unknown_of_rank
from .shapes_window import (
    channels_last,
    join_channels,
    padded_windows,
    split_channels,
    windows,
)

_N = "tensorflow.nn."
_V1 = "tensorflow.compat.v1.nn."
Sizes = tuple[int | None, ...]


def sizes(call: Call, name: str, n: int, last: bool, default: int | None = None) -> Sizes | None:
    """A size for each of ``n`` spatial dimensions, from an int, one, ``n`` or ``n + 2`` numbers."""
    value = given(call, name)
    if value is None or is_none(value):
        return (default,) * n
    number = integer(value)
    if number is not None:
        return (number,) * n
    found = dims(call, value)
    if found is None:
        return (None,) * n
    if len(found) == 1:
        return found * n
    if len(found) == n:
        return found
    if len(found) == n + 2:
        return found[1:-1] if last else found[2:]
    return None


def padding_of(call: Call, n: int, last: bool) -> str | Sequence[tuple[Dim, Dim]] | None:
    """``SAME``, ``VALID`` or pairs for the spatial dimensions; ``None`` when unknown."""
    value = given(call, "padding")
    items = sequence(call, value)
    if items is None:
        found = text(call, "padding", default="VALID")
        return None if found is None else found.upper()
    pairs: list[tuple[Dim, Dim]] = []
    for item in items.known:
        pair = dims(call, item)
        if pair is None or len(pair) != 2:
            return None
        pairs.append((pair[0], pair[1]))
    if len(pairs) != n + 2:
        return None
    return pairs[1:-1] if last else pairs[2:]


def _spatial(
    call: Call,
    dims_: Sequence[Dim],
    kernel: Sizes | None,
    strides: Sizes | None,
    dilations: Sizes | None,
    last: bool,
) -> ShapeOr:
    n = len(dims_)
    if kernel is None or strides is None or dilations is None:
        return INCOMPATIBLE
    padding = padding_of(call, n, last)
    if padding is None or isinstance(padding, str):
        return windows(dims_, kernel, strides, dilations, padding)
    return padded_windows(dims_, kernel, strides, dilations, padding)


def _layout(call: Call) -> bool | None:
    """Whether channels come last."""
    if given(call, "data_format") is None:
        return True
    return channels_last(text(call, "data_format", default="NHWC"))


def _convolution(n: int | None) -> Rule:
    """``tf.nn.conv*``: windows of the spatial dimensions, the channels of the filters."""

    def rule(call: Call) -> Value:
        x, filters = operand(call, "input", "value"), operand(call, "filters", "filter")
        if x is None or filters is None:
            return NEVER
        kind = promoted(call, [x, filters])
        if kind is CONFLICT or not allows(kind, dtypes.FLOATS | {"int32"}):
            return NEVER
        spatial = n if n is not None else (None if filters.shape is None else len(filters.shape) - 2)
        last = _layout(call)
        if spatial is None or last is None or x.shape is None:
            return give(call, kind, unknown_of_rank(None if x.shape is None else len(x.shape)), operands=[x])
        return give(call, kind, _convolved(call, x, filters, spatial, last), operands=[x])

    return rule


def _convolved(call: Call, x: Operand, filters: Operand, n: int, last: bool) -> ShapeOr:
    if n < 1:
        return INCOMPATIBLE
    parts = split_channels(x.shape, n, last)
    kernel = filters.shape if filters.shape is not None else (None,) * (n + 2)
    if parts is None or len(kernel) != n + 2 or (x.shape is not None and len(x.shape) < n + 2):
        return INCOMPATIBLE
    batch, spatial, channels = parts
    if channels is not None and kernel[-2] not in (None, 0) and channels % (kernel[-2] or 1):
        return INCOMPATIBLE
    strides = sizes(call, "stride" if given(call, "stride") is not None else "strides", n, last, 1)
    found = _spatial(call, spatial, kernel[:n], strides, sizes(call, "dilations", n, last, 1), last)
    if found is INCOMPATIBLE or found is None:
        return found
    return join_channels(batch, found, kernel[-1], last)


def _depthwise(call: Call) -> Value:
    """``tf.nn.depthwise_conv2d``: each channel gets as many as the last dimension of the filter."""
    x, filters = operand(call, "input"), operand(call, "filter", "depthwise_filter")
    if x is None or filters is None:
        return NEVER
    kind = promoted(call, [x, filters])
    last = _layout(call)
    parts = None if last is None else split_channels(x.shape, 2, last)
    kernel = filters.shape if filters.shape is not None else (None,) * 4
    if kind is CONFLICT or len(kernel) != 4 or (x.shape is not None and len(x.shape) != 4):
        return NEVER
    if parts is None or last is None:
        return give(call, kind, (None,) * 4, operands=[x])
    batch, spatial, channels = parts
    depth = channels if channels is not None else kernel[2]
    out = None if depth is None or kernel[3] is None else depth * kernel[3]
    pointwise = None if given(call, "pointwise_filter") is None else operand(call, "pointwise_filter")
    if given(call, "pointwise_filter") is not None:
        out = pointwise.shape[-1] if pointwise is not None and pointwise.shape else None
    found = _spatial(
        call, spatial, kernel[:2], sizes(call, "strides", 2, last, 1), sizes(call, "dilations", 2, last, 1), last
    )
    if found is INCOMPATIBLE or found is None:
        return give(call, kind, found)
    return give(call, kind, join_channels(batch, found, out, last), operands=[x])


def _transposed(n: int | None) -> Rule:
    """``tf.nn.conv*_transpose``: ``output_shape`` says it."""

    def rule(call: Call) -> Value:
        x, filters = operand(call, "input", "value"), operand(call, "filters", "filter")
        if x is None or filters is None:
            return NEVER
        shape = dims(call, given(call, "output_shape"))
        rank = n + 2 if n is not None else (None if x.shape is None else len(x.shape))
        if shape is None or rank is None or len(shape) != rank:
            return give(call, promoted(call, [x, filters]), unknown_of_rank(rank), operands=[x])
        return give(call, promoted(call, [x, filters]), shape, operands=[x])

    return rule


def _atrous(call: Call) -> Value:
    x, filters = operand(call, "value"), operand(call, "filters")
    if x is None or filters is None:
        return NEVER
    kind = promoted(call, [x, filters])
    if x.shape is None or filters.shape is None or len(x.shape) != 4 or len(filters.shape) != 4:
        return give(call, kind, (None,) * 4, operands=[x])
    rate = integer(given(call, "rate"))
    found = _spatial(call, x.shape[1:3], filters.shape[:2], (1, 1), (rate, rate), True)
    if found is INCOMPATIBLE or found is None:
        return give(call, kind, found)
    return give(call, kind, (x.shape[0], *found, filters.shape[-1]), operands=[x])


def _pooled(call: Call, x: Operand, n: int | None, kernel_name: str) -> ShapeOr:
    last = _layout(call)
    if x.shape is None or last is None:
        return unknown_of_rank(None if x.shape is None else len(x.shape))
    spatial_rank = len(x.shape) - 2 if n is None else n
    if len(x.shape) != spatial_rank + 2 or spatial_rank < 1:
        return INCOMPATIBLE
    parts = split_channels(x.shape, spatial_rank, last)
    if parts is None:
        return INCOMPATIBLE
    batch, spatial, channels = parts
    kernel = sizes(call, kernel_name, spatial_rank, last)
    strides = sizes(call, "strides", spatial_rank, last, 1)
    dilations = sizes(call, "dilations", spatial_rank, last, 1)
    if _over_channels(call, kernel_name, spatial_rank, last):
        return unknown_of_rank(len(x.shape))
    found = _spatial(call, spatial, kernel, strides, dilations, last)
    if found is INCOMPATIBLE or found is None:
        return found
    return join_channels(batch, found, channels, last)


def _over_channels(call: Call, name: str, n: int, last: bool) -> bool:
    """The window goes over the channels or the batch too."""
    found = dims(call, given(call, name)) if integer(given(call, name)) is None else None
    if found is None or len(found) != n + 2:
        return False
    return found[0] != 1 or (found[-1] if last else found[1]) != 1


def _pool(n: int | None, kernel: str = "ksize") -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "input", "value")
        if x is None or not allows(x.dtype, dtypes.FLOATS | dtypes.INTEGERS | dtypes.QUANTIZED):
            return NEVER
        return give(call, x.dtype, _pooled(call, x, n, kernel), operands=[x])

    return rule


def _max_pool_with_argmax(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    shape = _pooled(call, x, 2, "ksize")
    return give_each(call, [(x.dtype, shape), (dtype(call, "output_dtype", default="int64"), shape)], [x])


def _morphology(call: Call) -> Value:
    """``dilation2d`` and ``erosion2d``: filters without output channels."""
    x, filters = operand(call, "input", "value"), operand(call, "filters")
    if x is None or filters is None:
        return NEVER
    if x.shape is None or filters.shape is None or len(x.shape) != 4 or len(filters.shape) != 3:
        return give(call, x.dtype, (None,) * 4, operands=[x])
    found = _spatial(
        call, x.shape[1:3], filters.shape[:2], sizes(call, "strides", 2, True), sizes(call, "dilations", 2, True), True
    )
    if found is INCOMPATIBLE or found is None:
        return give(call, x.dtype, found)
    return give(call, x.dtype, (x.shape[0], *found, x.shape[3]), operands=[x])


_DENSE: dict[str, Rule] = {
    **{_N + f"conv{n}d": _convolution(n) for n in (1, 2, 3)},
    **{_V1 + f"conv{n}d": _convolution(n) for n in (1, 2, 3)},
    _N + "convolution": _convolution(None),
    _V1 + "convolution": _convolution(None),
    _N + "depthwise_conv2d": _depthwise,
    _V1 + "depthwise_conv2d": _depthwise,
    _N + "separable_conv2d": _depthwise,
    **{_N + f"conv{n}d_transpose": _transposed(n) for n in (1, 2, 3)},
    _N + "conv_transpose": _transposed(None),
    _V1 + "conv2d_transpose": _transposed(2),
    _N + "atrous_conv2d": _atrous,
    **{_N + f"{kind}_pool": _pool(None) for kind in ("max", "avg")},
    **{_N + f"{kind}_pool{n}d": _pool(n) for kind in ("max", "avg") for n in (1, 2, 3)},
    **{_V1 + f"{kind}_pool": _pool(2) for kind in ("max", "avg")},
    _N + "pool": _pool(None, "window_shape"),
    _N + "max_pool_with_argmax": _max_pool_with_argmax,
    _N + "dilation2d": _morphology,
    _N + "erosion2d": _morphology,
}

RULES: dict[str, Rule] = for_dense(_DENSE)
