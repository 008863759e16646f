"""Shapes of convolutions, pooling and other sliding windows: pure functions like those of ``shapes``."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import Dim, Shape
from .shapes import INCOMPATIBLE, DimOr, ShapeOr

Sizes = Sequence[int | None]


def window_dim(dim: Dim, kernel: Dim, stride: Dim, dilation: Dim, padding: str | None) -> DimOr:
    """How many windows fit in one dimension under ``SAME`` or ``VALID`` padding."""
    if dim is None or stride is None or padding is None:
        return None
    if stride <= 0:
        return INCOMPATIBLE
    if padding == "SAME":
        return -(-dim // stride)
    if padding != "VALID":
        return INCOMPATIBLE
    if kernel is None or dilation is None:
        return None
    extent = (kernel - 1) * dilation + 1
    # TensorFlow's integer division rounds towards zero: one window too large gives none, more raise.
    free = dim - extent + stride
    count = free // stride if free >= 0 else -(-free // stride)
    return INCOMPATIBLE if count < 0 else count


def windows(dims: Sequence[Dim], kernel: Sizes, strides: Sizes, dilations: Sizes, padding: str | None) -> ShapeOr:
    """:func:`window_dim` for each spatial dimension."""
    if not len(dims) == len(kernel) == len(strides) == len(dilations):
        return INCOMPATIBLE
    result: list[Dim] = []
    for dim, size, stride, dilation in zip(dims, kernel, strides, dilations, strict=True):
        found = window_dim(dim, size, stride, dilation, padding)
        if found is INCOMPATIBLE:
            return INCOMPATIBLE
        result.append(found)
    return tuple(result)


def padded_windows(
    dims: Sequence[Dim], kernel: Sizes, strides: Sizes, dilations: Sizes, pads: Sequence[tuple[Dim, Dim]]
) -> ShapeOr:
    """Windows of dimensions with explicit padding before and after."""
    grown = [None if d is None or a is None or b is None else d + a + b for d, (a, b) in zip(dims, pads, strict=True)]
    return windows(grown, kernel, strides, dilations, "VALID")


def transposed_dim(dim: Dim, kernel: Dim, stride: Dim, padding: str | None, dilation: Dim = 1) -> Dim:
    """The dimension whose convolution gives ``dim``, as Keras and ``conv_transpose`` choose it."""
    if dim is None or stride is None or padding is None or kernel is None or dilation is None:
        return None
    extent = (kernel - 1) * dilation + 1
    return dim * stride if padding == "SAME" else dim * stride + max(extent - stride, 0)


def channels_last(data_format: str | None) -> bool | None:
    """Whether the channels are the last dimension (``NHWC``, ``NWC``, …); ``None`` if that is unknown."""
    return None if data_format is None else not data_format.upper().startswith("NC")


def split_channels(shape: Shape, spatial: int, last: bool) -> tuple[tuple[Dim, ...], tuple[Dim, ...], Dim] | None:
    """Batch dimensions, spatial dimensions, channels; ``None`` if the rank is unknown or too small."""
    if shape is None or len(shape) < spatial + 1:
        return None
    if last:
        return shape[: -spatial - 1], shape[-spatial - 1 : -1], shape[-1]
    return shape[: -spatial - 1], shape[-spatial:], shape[-spatial - 1]


def join_channels(batch: Sequence[Dim], spatial: Sequence[Dim], channels: Dim, last: bool) -> tuple[Dim, ...]:
    """The inverse of :func:`split_channels`."""
    return (*batch, *spatial, channels) if last else (*batch, channels, *spatial)
