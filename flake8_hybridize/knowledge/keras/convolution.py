"""Convolution, pooling, padding, cropping and upsampling layers of Keras."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...model.values import Dim, Shape, Tensor, Value
from ..tensorflow.shapes import INCOMPATIBLE, ShapeOr, dim_product, dim_sum
from ..tensorflow.shapes_window import join_channels, split_channels, transposed_dim, window_dim, windows
from .config import Config
from .core import activated
from .layer import Layer, Weight, computing, keeping, made, single
from .values import elements, framework, given, integer, integers, text


def last(config: Config) -> bool | None:
    """Whether channels are the last dimension."""
    if not given(config.value("data_format")):
        return text(config.call.recall(framework(), "image_data_format")) != "channels_first"
    order = config.text("data_format")
    return None if order is None else order.lower() != "channels_first"


def _padding(config: Config, default: str = "valid") -> str | None:
    name = config.text("padding", default)
    return None if name is None else name.upper()


def spatially(
    config: Config,
    shape: Shape,
    rank: int,
    function: Callable[[tuple[Dim, ...]], ShapeOr],
    channels: Callable[[Dim], Dim] = lambda c: c,
) -> ShapeOr:
    """``shape`` with the spatial dimensions and the channels mapped; a wrong rank raises."""
    if shape is None:
        return (None,) * (rank + 2)
    if len(shape) != rank + 2:
        return INCOMPATIBLE
    position = last(config)
    if position is None:
        return (shape[0], *((None,) * (rank + 1)))
    parts = split_channels(shape, rank, position)
    if parts is None:
        return INCOMPATIBLE
    batch, spatial, depth = parts
    found = function(spatial)
    if found is INCOMPATIBLE or found is None:
        return found
    return join_channels(batch, found, channels(depth), position)


def _conv(rank: int, depthwise: bool = False) -> Layer:
    def channels(config: Config, depth: Dim) -> Dim:
        if depthwise:
            return dim_product(depth, config.integer("depth_multiplier", 1))
        return config.integer("filters")

    def dims(config: Config, shape: Shape) -> ShapeOr:
        kernel, strides = config.sizes("kernel_size", rank), config.sizes("strides", rank)
        dilation = config.sizes("dilation_rate", rank)
        padding = _padding(config)

        def window(spatial: tuple[Dim, ...]) -> ShapeOr:
            if padding == "CAUSAL":
                grown = [
                    None if d is None or k is None or r is None else d + (k - 1) * r
                    for d, k, r in zip(spatial, kernel, dilation, strict=True)
                ]
                return windows(grown, kernel, strides, dilation, "VALID")
            return windows(spatial, kernel, strides, dilation, padding)

        return spatially(config, shape, rank, window, lambda depth: channels(config, depth))

    def output(config: Config, x: Tensor) -> Value:
        return activated(config, made(config, x, config.compute_dtype, dims(config, x.shape)))

    def weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
        depth = _depth(config, x, rank)
        kernel = config.sizes("kernel_size", rank)
        if depthwise:
            made_of: Shape = (*kernel, depth, config.integer("depth_multiplier", 1))
            count = channels(config, depth)
        else:
            groups = config.integer("groups", 1)
            per_group = None if depth is None or not groups else depth // groups
            made_of, count = (*kernel, per_group, config.integer("filters")), config.integer("filters")
        first = Weight("kernel", made_of, option="depthwise" if depthwise else "")
        return with_bias(config, (first,), count)

    return Layer(single(output), weights)


def with_bias(config: Config, weights: tuple[Weight, ...], count: Dim) -> tuple[Weight, ...]:
    """``weights`` and the bias, unless ``use_bias=False``."""
    return weights if config.flag("use_bias", True) is False else (*weights, Weight("bias", (count,)))


def _depth(config: Config, x: Tensor, rank: int) -> Dim:
    position = last(config)
    if x.shape is None or len(x.shape) != rank + 2 or position is None:
        return None
    return x.shape[-1] if position else x.shape[1]


def _separable(rank: int) -> Layer:
    plain = _conv(rank)

    def weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
        depth, filters = _depth(config, x, rank), config.integer("filters")
        multiplier = config.integer("depth_multiplier", 1)
        kernel = config.sizes("kernel_size", rank)
        both = (
            Weight("depthwise_kernel", (*kernel, depth, multiplier), option="depthwise"),
            Weight("pointwise_kernel", (*((1,) * rank), dim_product(depth, multiplier), filters), option="pointwise"),
        )
        return with_bias(config, both, filters)

    return Layer(plain.output, weights)


def _transposed(rank: int) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        kernel, strides = config.sizes("kernel_size", rank), config.sizes("strides", rank)
        dilation = config.sizes("dilation_rate", rank)
        padding = _padding(config)
        explicit = config.value("output_padding")
        added = None if explicit is None else config.sizes("output_padding", rank, None)

        def grown(spatial: tuple[Dim, ...]) -> ShapeOr:
            if added is None or explicit is None:
                return tuple(
                    transposed_dim(d, k, s, padding, r)
                    for d, k, s, r in zip(spatial, kernel, strides, dilation, strict=True)
                )
            return tuple(
                _explicit(d, k, s, r, padding, extra)
                for d, k, s, r, extra in zip(spatial, kernel, strides, dilation, added, strict=True)
            )

        return spatially(config, shape, rank, grown, lambda _: config.integer("filters"))

    def output(config: Config, x: Tensor) -> Value:
        return activated(config, made(config, x, config.compute_dtype, dims(config, x.shape)))

    def weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
        filters = config.integer("filters")
        kernel = (*config.sizes("kernel_size", rank), filters, _depth(config, x, rank))
        return with_bias(config, (Weight("kernel", kernel),), filters)

    return Layer(single(output), weights)


def _explicit(dim: Dim, kernel: Dim, stride: Dim, rate: Dim, padding: str | None, extra: Dim) -> Dim:
    """A transposed convolution with ``output_padding``."""
    if dim is None or kernel is None or stride is None or rate is None or padding is None or extra is None:
        return None
    extent = (kernel - 1) * rate + 1
    cut = extent // 2 if padding == "SAME" else 0
    return (dim - 1) * stride + extent - 2 * cut + extra


def _pool(rank: int, average: bool) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        size = config.sizes("pool_size", rank, 2)
        strides = config.sizes("strides", rank, None) if given(config.value("strides")) else size
        padding = _padding(config)

        def window(spatial: tuple[Dim, ...]) -> ShapeOr:
            found = [window_dim(*sized, 1, padding) for sized in zip(spatial, size, strides, strict=True)]
            # A window that does not fit gives an empty dimension, other than in a convolution.
            return tuple(0 if dim is INCOMPATIBLE else dim for dim in found)

        return spatially(config, shape, rank, window)

    return Layer(computing(dims) if average else keeping(dims))


def _global_pool(rank: int, average: bool) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        keep = config.flag("keepdims", False)
        if keep is None:
            return None
        full = spatially(config, shape, rank, lambda spatial: (1,) * rank)
        if full is INCOMPATIBLE or full is None or keep:
            return full
        position = last(config)
        if position is None:
            return (full[0], None)
        return (full[0], full[-1] if position else full[1])

    return Layer(computing(dims) if average else keeping(dims))


def _adaptive_pool(rank: int, average: bool) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        size = config.sizes("output_size", rank, None)
        return spatially(config, shape, rank, lambda spatial: size)

    return Layer(computing(dims) if average else keeping(dims))


def _upsampling(rank: int) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        if rank == 1:
            factor = config.integer("size", 2)
            if shape is None:
                return (None, None, None)
            return INCOMPATIBLE if len(shape) != 3 else (shape[0], dim_product(shape[1], factor), shape[2])
        factors = config.sizes("size", rank, 2)
        return spatially(
            config,
            shape,
            rank,
            lambda spatial: tuple(dim_product(d, f) for d, f in zip(spatial, factors, strict=True)),
        )

    return Layer(keeping(dims))


Margins = Sequence[tuple[Dim, Dim]]


def _margins(config: Config, name: str, rank: int, default: Dim) -> Margins:
    """Symmetric or (before, after) margins of ``padding`` and ``cropping``."""
    value = config.value(name)
    if value is None:
        return [(default, default)] * rank
    single_size = integer(value)
    if single_size is not None:
        return [(single_size, single_size)] * rank
    parts = elements(config.call, value)
    if rank == 1:
        pair = integers(config.call, value)
        return [(pair[0], pair[1])] if pair is not None and len(pair) == 2 else [(None, None)]
    if parts is None or len(parts) != rank:
        return [(None, None)] * rank
    found: list[tuple[Dim, Dim]] = []
    for part in parts:
        size = integer(part)
        both = (size, size) if size is not None else integers(config.call, part)
        found.append((both[0], both[1]) if both is not None and len(both) == 2 else (None, None))
    return found


def _zero_padding(rank: int) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        margins = _margins(config, "padding", rank, 1)
        return spatially(
            config,
            shape,
            rank,
            lambda spatial: tuple(dim_sum(dim_sum(d, a), b) for d, (a, b) in zip(spatial, margins, strict=True)),
        )

    return Layer(keeping(dims))


def _cropping(rank: int) -> Layer:
    def dims(config: Config, shape: Shape) -> ShapeOr:
        margins = _margins(config, "cropping", rank, 0 if rank == 2 else 1)

        def cropped(spatial: tuple[Dim, ...]) -> ShapeOr:
            left = tuple(
                None if d is None or a is None or b is None else d - a - b
                for d, (a, b) in zip(spatial, margins, strict=True)
            )
            return INCOMPATIBLE if any(d is not None and d <= 0 for d in left) else left

        return spatially(config, shape, rank, cropped)

    return Layer(keeping(dims))


LAYERS: dict[str, Layer] = {
    **{f"keras.layers.Conv{n}D": _conv(n) for n in (1, 2, 3)},
    **{f"keras.layers.Conv{n}DTranspose": _transposed(n) for n in (1, 2, 3)},
    **{f"keras.layers.DepthwiseConv{n}D": _conv(n, depthwise=True) for n in (1, 2)},
    **{f"keras.layers.SeparableConv{n}D": _separable(n) for n in (1, 2)},
    **{f"keras.layers.MaxPooling{n}D": _pool(n, average=False) for n in (1, 2, 3)},
    **{f"keras.layers.AveragePooling{n}D": _pool(n, average=True) for n in (1, 2, 3)},
    **{f"keras.layers.GlobalMaxPooling{n}D": _global_pool(n, average=False) for n in (1, 2, 3)},
    **{f"keras.layers.GlobalAveragePooling{n}D": _global_pool(n, average=True) for n in (1, 2, 3)},
    **{f"keras.layers.AdaptiveMaxPooling{n}D": _adaptive_pool(n, average=False) for n in (1, 2, 3)},
    **{f"keras.layers.AdaptiveAveragePooling{n}D": _adaptive_pool(n, average=True) for n in (1, 2, 3)},
    **{f"keras.layers.UpSampling{n}D": _upsampling(n) for n in (1, 2, 3)},
    **{f"keras.layers.ZeroPadding{n}D": _zero_padding(n) for n in (1, 2, 3)},
    **{f"keras.layers.Cropping{n}D": _cropping(n) for n in (1, 2, 3)},
}
