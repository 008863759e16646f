"""Preprocessing layers of Keras: lookups, text, categories, and images.

These take lists of numbers and strings too, and run in ``tf.data`` pipelines.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import NONE, Shape, Tensor, Value, tensor, unknown
from ..protocol import Call
from ..tensorflow import convert, dtypes
from ..tensorflow.shapes import ShapeOr
from .config import Config
from .convolution import last, spatially
from .layer import Inputs, Layer, each, made
from .values import elements, given


def raw(function: Callable[[Config, Tensor], Value], *, ragged: bool = False) -> Layer:
    """A layer that converts its argument itself: lists of numbers or strings become one tensor."""

    def output(config: Config, inputs: Inputs) -> Value:
        value = inputs.first
        operand = None if isinstance(value, Tensor) else convert.as_tensor(config.call, value)
        if operand is not None and operand.origin != convert.UNKNOWN:
            value = tensor(operand.dtype, operand.shape, symbolic=config.call.graph)
        return each(config, value, function, ragged=ragged)

    return Layer(output, raw=True)


def _vocabulary_size(config: Config, oov: int | None) -> int | None:
    """Length of one-hot vectors: the vocabulary and the out-of-vocabulary indices."""
    if config.flag("pad_to_max_tokens", False):
        return config.integer("max_tokens")
    words = elements(config.call, config.value("vocabulary"))
    return None if words is None or oov is None else len(words) + oov


def encoded(
    config: Config, x: Tensor, mode: str | None, size: int | None, ints: str | None, floats: str | None
) -> Value:
    """``int``, ``one_hot``, ``multi_hot``, ``count`` and ``tf_idf`` output of categories ``x``."""
    if mode == "int":
        if x.kind == "ragged":
            return tensor(ints, x.shape, kind="ragged", ragged_rank=x.ragged_rank, symbolic=x.symbolic)
        return made(config, x, ints, x.shape)
    if x.kind == "ragged":
        return unknown("ragged input")
    if mode is None or x.shape is None:
        return made(config, x, floats if mode else None, None)
    if config.flag("sparse", False) is not False:
        return unknown("sparse output")
    if mode == "one_hot":
        dims = x.shape[:-1] if x.shape and x.shape[-1] == 1 else x.shape
        return made(config, x, floats, None if x.shape and x.shape[-1] is None else (*dims, size))
    return made(config, x, floats, (*x.shape[:-1], size))


def _lookup(config: Config, x: Tensor) -> Value:
    mode = config.text("output_mode", "int")
    size = _vocabulary_size(config, config.integer("num_oov_indices", 1))
    floats = "int64" if mode in ("one_hot", "multi_hot", "count") else "float32"
    if given(config.value("dtype")):
        floats = config.compute_dtype or floats
    if config.flag("invert", False):
        if x.kind == "ragged":
            return tensor("string", x.shape, kind="ragged", ragged_rank=x.ragged_rank, symbolic=x.symbolic)
        return made(config, x, "string", x.shape)
    return encoded(config, x, mode, size, "int64", floats)


def _text(config: Config, x: Tensor) -> Value:
    """Tokens of each string: ``(batch, output_sequence_length)``; as many as the longest has if that is not given."""
    mode = config.text("output_mode", "int")
    if mode is None:
        return unknown("output_mode")
    batch = x.shape
    if batch and len(batch) > 1 and batch[-1] == 1:
        batch = batch[:-1]
    if mode != "int":
        size = config.integer("max_tokens") if config.flag("pad_to_max_tokens", False) else None
        words = elements(config.call, config.value("vocabulary"))
        size = size if size is not None else (None if words is None else len(words) + 1)
        dtype = "float32" if mode == "tf_idf" else "int64"
        return made(config, x, dtype, None if batch is None else (*batch, size))
    if config.flag("ragged", False):
        dims = None if batch is None else (*batch, None)
        return tensor("int64", dims, kind="ragged", ragged_rank=1, symbolic=x.symbolic or config.call.graph)
    if config.value("split") is not None and config.constant("split") is None:
        return unknown("split")
    length = config.integer("output_sequence_length")
    return made(config, x, "int64", None if batch is None else (*batch, length))


def _hashing(config: Config, x: Tensor) -> Value:
    mode = config.text("output_mode", "int")
    ints = config.compute_dtype if given(config.value("dtype")) else "int64"
    return encoded(config, x, mode, config.integer("num_bins"), ints, "float32")


def _discretization(config: Config, x: Tensor) -> Value:
    mode = config.text("output_mode", "int")
    ends = elements(config.call, config.value("bin_boundaries"))
    ints = config.compute_dtype if given(config.value("dtype")) else None
    if mode == "int" and ints is None:
        ints = "int64" if x.kind == "keras_tensor" else "int32"
    return encoded(config, x, mode, None if ends is None else len(ends) + 1, ints, None)


def _category(config: Config, x: Tensor) -> Value:
    mode = config.text("output_mode", "multi_hot")
    return encoded(config, x, mode, config.integer("num_tokens"), None, config.compute_dtype)


def _crossed(config: Config, inputs: Inputs) -> Value:
    parts = elements(config.call, inputs.first)
    if not parts:
        return unknown("inputs of HashedCrossing")
    dtype = config.compute_dtype if given(config.value("dtype")) else "int64"
    return each(
        config,
        parts[0],
        lambda c, x: encoded(c, x, c.text("output_mode", "int"), c.integer("num_bins"), dtype, "float32"),
    )


def _floating(config: Config, x: Tensor) -> Value:
    return made(config, x, config.compute_dtype, x.shape)


def _image_size(config: Config) -> tuple[int | None, int | None]:
    return config.integer("height"), config.integer("width")


def _sized(config: Config, shape: Shape) -> ShapeOr:
    height, width = _image_size(config)
    if shape is not None and len(shape) == 3:
        position = last(config)
        if position is None:
            return (None, None, None)
        return (height, width, shape[2]) if position else (shape[0], height, width)
    return spatially(config, shape, 2, lambda spatial: (height, width)) if shape is not None else None


def _resized(config: Config, x: Tensor) -> Value:
    dtype = x.dtype
    if dtype in dtypes.FLOATS:
        dtype = config.compute_dtype
    elif x.kind == "keras_tensor" or given(config.value("dtype")):
        dtype = None
    return made(config, x, dtype, _sized(config, x.shape))


def _cropped(config: Config, x: Tensor) -> Value:
    return made(config, x, config.compute_dtype, _sized(config, x.shape))


def _augmented(config: Config, x: Tensor) -> Value:
    return made(config, x, config.compute_dtype, x.shape)


def adapt(call: Call) -> Value:
    """``layer.adapt(data)`` sets the state and gives ``None``."""
    return NONE


_AUGMENTATIONS = (
    "RandomBrightness",
    "RandomContrast",
    "RandomFlip",
    "RandomRotation",
    "RandomTranslation",
    "RandomZoom",
    "RandomShear",
    "RandomHue",
    "RandomSaturation",
    "RandomSharpness",
    "RandomColorJitter",
    "RandomGrayscale",
    "RandomPerspective",
    "RandomPosterization",
    "RandomInvert",
    "RandomGaussianBlur",
    "RandomElasticTransform",
    "RandomErasing",
    "RandomColorDegeneration",
    "Equalization",
    "Solarization",
)

LAYERS: dict[str, Layer] = {
    "keras.layers.StringLookup": raw(_lookup, ragged=True),
    "keras.layers.IntegerLookup": raw(_lookup, ragged=True),
    "keras.layers.TextVectorization": raw(_text),
    "keras.layers.Hashing": raw(_hashing),
    "keras.layers.Discretization": raw(_discretization),
    "keras.layers.CategoryEncoding": raw(_category),
    "keras.layers.HashedCrossing": Layer(_crossed, raw=True),
    "keras.layers.Rescaling": raw(_floating),
    "keras.layers.Normalization": raw(_floating),
    "keras.layers.Resizing": raw(_resized),
    "keras.layers.CenterCrop": raw(_cropped),
    "keras.layers.RandomCrop": raw(_cropped),
    **{f"keras.layers.{name}": raw(_augmented) for name in _AUGMENTATIONS},
}

RULES = {
    f"keras.layers.{name}.adapt": adapt
    for name in ("StringLookup", "IntegerLookup", "TextVectorization", "Normalization", "Discretization")
}
