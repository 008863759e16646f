"""Dense, embedding, activation, normalisation and regularising layers of Keras."""

from __future__ import annotations

from ...model.values import (
    NEVER,
    NONE,
    TRUE,
    LibraryObject,
    Shape,
    Symbol,
    Tensor,
    Unknown,
    Value,
    atoms,
    tensor,
    union,
    unknown,
)
from ..tensorflow import dtypes
from ..tensorflow.shapes_linear import einsum
from .config import Config
from .layer import Inputs, Layer, Weight, computing, each, keeping, made, single, unchanged
from .replay import symbolic_call
from .values import framework, integers, is_symbolic, map_leaves


def _last(shape: Shape) -> int | None:
    return shape[-1] if shape else None


def _dense(config: Config, x: Tensor) -> Value:
    units = config.integer("units")
    if x.shape is not None and not x.shape:
        return NEVER
    dims = None if x.shape is None else (*x.shape[:-1], units)
    return activated(config, made(config, x, config.compute_dtype, dims))


def _dense_weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
    units = config.integer("units")
    kernel = Weight("kernel", (_last(x.shape), units))
    return (kernel,) if config.flag("use_bias", True) is False else (kernel, Weight("bias", (units,)))


def activated(config: Config, value: Value, option: str = "activation") -> Value:
    """``value`` through the ``activation`` of the layer: the program's own functions are called with it."""
    function = config.value(option)
    if function is None or not is_custom(function) or value is NEVER:
        return value
    if isinstance(value, Tensor) and value.kind == "keras_tensor":
        inside = tensor(value.dtype, value.shape, symbolic=True)
        result = symbolic_call(config.call, function, [inside])
        return _kept(function, value, map_leaves(config.call, result, _keras_tensor, "outside"))
    return _kept(function, value, config.call.invoke(function, [value]))


def _kept(function: Value, value: Value, result: Value) -> Value:
    """What an activation gives that is not known: ``compute_output_shape`` of Keras's layers and the type policy take
    for granted that it keeps shape and dtype."""
    if not any(isinstance(atom, Unknown) for atom in atoms(function)):
        return result
    return union([*(atom for atom in atoms(result) if not isinstance(atom, Unknown)), value])


def is_custom(function: Value) -> bool:
    """A function that may change shape or dtype: not one of the activations by name, nor a layer of its own."""
    if isinstance(function, Symbol):
        return not function.name.startswith(("keras.activations.", "tensorflow.nn.", "tensorflow.math."))
    return not hasattr(function, "value") and not isinstance(function, LibraryObject)


def _keras_tensor(leaf: Value) -> Value:
    return tensor(leaf.dtype, leaf.shape, kind="keras_tensor") if isinstance(leaf, Tensor) else leaf


def _einsum_dense(config: Config, x: Tensor) -> Value:
    equation, shape = config.text("equation"), integers(config.call, config.value("output_shape"))
    single_dim = config.integer("output_shape")
    if shape is None and single_dim is not None:
        shape = (single_dim,)
    if equation is None or "->" not in equation or shape is None or x.shape is None:
        return made(config, x, config.compute_dtype, None)
    left, output = equation.replace(" ", "").split("->")
    source, kernel = left.split(",")
    labels = output.replace("...", "")
    sizes: dict[str, int | None] = dict(zip(source.replace("...", ""), _matched(source, x.shape), strict=False))
    # ``output_shape`` leaves out the batch dimensions; a ``None`` in it is taken from the input.
    if x.kind == "keras_tensor":
        # Only shapes are computed then, and those that ``output_shape`` leaves open stay open.
        open_labels = {c for c, d in zip(labels[::-1], shape[::-1], strict=False) if d is None}
        sizes.update(dict.fromkeys(open_labels))
    sizes.update({c: d for c, d in zip(labels[::-1], shape[::-1], strict=False) if d is not None})
    dims = einsum(equation, [_opened(source, x.shape, sizes), tuple(sizes.get(c) for c in kernel.replace("...", ""))])
    return activated(config, made(config, x, config.compute_dtype, dims))


def _opened(labels: str, shape: tuple[int | None, ...], sizes: dict[str, int | None]) -> tuple[int | None, ...]:
    """``shape`` with the dimensions unknown that ``sizes`` holds as unknown."""
    before, _, after = labels.partition("...")
    middle = len(shape) - len(before) - len(after)
    names = [*before, *([""] * middle), *after]
    return tuple(None if name in sizes and sizes[name] is None else d for name, d in zip(names, shape, strict=False))


def _matched(labels: str, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
    before, dots, after = labels.partition("...")
    return (*shape[: len(before)], *shape[len(shape) - len(after) :]) if dots else shape


def _embedding(config: Config, x: Tensor) -> Value:
    if config.flag("mask_zero", False) is not False:
        config.call.remember(framework(), "masked", TRUE)
    dims = None if x.shape is None else (*x.shape, config.integer("output_dim"))
    return made(config, x, config.compute_dtype, dims)


def _embedding_weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
    return (Weight("embeddings", (config.integer("input_dim"), config.integer("output_dim"))),)


def _passed(config: Config, x: Tensor) -> Value:
    """Dropout and noise: outside of training the argument itself comes out, a variable too."""
    result = made(config, x, x.dtype, x.shape)
    return union((x, result)) if x.kind == "variable" else result


def _activation(config: Config, x: Tensor) -> Value:
    return activated(config, made(config, x, x.dtype, x.shape))


def _lambda(config: Config, inputs: Inputs) -> Value:
    """The function is called with the converted argument (symbolic tensors for Keras tensors), and with ``mask``
    and ``training`` when it has parameters of these names."""
    function, call = config.value("function"), config.call
    if function is None:
        return unknown("function of a Lambda")
    keywords = _arguments(config)
    names = call.parameters(function) or ()
    keywords += [(name, NONE) for name in ("mask", "training") if name in names and name not in dict(keywords)]
    symbolic = is_symbolic(call, [inputs.first])
    argument = map_leaves(call, inputs.first, _inner, "inside") if symbolic else inputs.first
    if not symbolic:
        return call.invoke(function, [argument], keywords)
    result = symbolic_call(call, function, [argument], keywords)
    return map_leaves(call, result, _keras_tensor, "outside")


def _arguments(config: Config) -> list[tuple[str, Value]]:
    value = config.value("arguments")
    found = None if value is None else config.call.items(value)
    if found is None or found.keys is None:
        return []
    return [(key.value, item) for key, item in zip(found.keys, found.known, strict=True) if hasattr(key, "value")]


def _inner(leaf: Value) -> Value:
    return tensor(leaf.dtype, leaf.shape, symbolic=True) if isinstance(leaf, Tensor) else leaf


def _masking(config: Config, x: Tensor) -> Value:
    config.call.remember(framework(), "masked", TRUE)
    return made(config, x, config.compute_dtype, x.shape)


def _normalised(config: Config, x: Tensor) -> Value:
    return made(config, x, config.compute_dtype, x.shape)


def _axis_dims(config: Config, x: Tensor) -> Shape:
    axes = integers(config.call, config.value("axis"))
    if axes is None:
        axis = config.integer("axis", -1)
        axes = (axis,)
    if x.shape is None or any(a is None or not -len(x.shape) <= a < len(x.shape) for a in axes):
        return (None,) * len(axes)
    return tuple(x.shape[a] for a in axes if a is not None)


def _scale_and_centre(config: Config, x: Tensor) -> tuple[Weight, ...]:
    dims = _axis_dims(config, x)
    scale = () if config.flag("scale", True) is False else (Weight("gamma", dims),)
    centre = () if config.flag("center", True) is False else (Weight("beta", dims),)
    return (*scale, *centre)


def _batch_norm_weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
    dims = _axis_dims(config, x)
    return (
        *_scale_and_centre(config, x),
        Weight("moving_mean", dims, trainable=False),
        Weight("moving_variance", dims, trainable=False),
    )


def _scale_only(config: Config, x: Tensor) -> tuple[Weight, ...]:
    return (Weight("scale", _axis_dims(config, x)),)


def _prelu_weights(config: Config, x: Tensor) -> tuple[Weight, ...]:
    shared = integers(config.call, config.value("shared_axes")) or ()
    dims = None if x.shape is None else tuple(1 if i + 1 in shared else d for i, d in enumerate(x.shape[1:]))
    return (Weight("alpha", dims),)


def _float_out(config: Config, x: Tensor) -> Value:
    return made(config, x, config.compute_dtype if x.dtype not in dtypes.COMPLEX else x.dtype, x.shape)


def _spectral(config: Config, inputs: Inputs) -> Value:
    layer = config.value("layer")
    if layer is None:
        return unknown("layer of SpectralNormalization")
    return config.call.invoke(layer, [inputs.first])


def _softmax(config: Config, inputs: Inputs) -> Value:
    return each(config, inputs.first, _float_out)


_SAME = Layer(keeping(unchanged))
_PASSED = Layer(single(_passed))
_FLOAT = Layer(computing(unchanged))

LAYERS: dict[str, Layer] = {
    "keras.layers.Dense": Layer(single(_dense, sparse=True), _dense_weights),
    "keras.layers.EinsumDense": Layer(single(_einsum_dense)),
    "keras.layers.Embedding": Layer(single(_embedding), _embedding_weights),
    "keras.layers.Activation": Layer(single(_activation)),
    "keras.layers.Lambda": Layer(_lambda),
    "keras.layers.Masking": Layer(single(_masking)),
    "keras.layers.Identity": Layer(lambda config, inputs: inputs.first),
    "keras.layers.ActivityRegularization": _PASSED,
    "keras.layers.Dropout": _PASSED,
    "keras.layers.SpatialDropout1D": _PASSED,
    "keras.layers.SpatialDropout2D": _PASSED,
    "keras.layers.SpatialDropout3D": _PASSED,
    "keras.layers.AlphaDropout": _PASSED,
    "keras.layers.GaussianDropout": _PASSED,
    "keras.layers.GaussianNoise": _PASSED,
    "keras.layers.ReLU": _SAME,
    "keras.layers.LeakyReLU": _FLOAT,
    "keras.layers.PReLU": Layer(computing(unchanged), _prelu_weights),
    "keras.layers.ELU": _FLOAT,
    "keras.layers.Softmax": Layer(_softmax),
    "keras.layers.BatchNormalization": Layer(single(_normalised), _batch_norm_weights),
    "keras.layers.LayerNormalization": Layer(single(_normalised), _scale_and_centre),
    "keras.layers.GroupNormalization": Layer(single(_normalised), _scale_and_centre),
    "keras.layers.RMSNormalization": Layer(single(_normalised), _scale_only),
    "keras.layers.UnitNormalization": Layer(single(_normalised)),
    "keras.layers.SpectralNormalization": Layer(_spectral),
}
