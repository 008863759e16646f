"""Layers of Keras that move or repeat elements, and those that merge several tensors into one."""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import NEVER, Shape, Tensor, Union, Value, library_object, union, unknown
from ..protocol import Call
from ..tensorflow import dtypes
from ..tensorflow.shapes import INCOMPATIBLE, ShapeOr, axis_index, broadcast_of, concat, reshape, size
from ..tensorflow.shapes_linear import tensordot
from .config import Config
from .layer import Inputs, Layer, keeping, made
from .promotion import promoted
from .values import elements, integer, integers, leaf_tensor


def _flatten(config: Config, shape: Shape) -> ShapeOr:
    if shape is None:
        return (None, None)
    if not shape:
        return INCOMPATIBLE
    return (shape[0], size(shape[1:]))


def _reshape(config: Config, shape: Shape) -> ShapeOr:
    target = config.dims("target_shape")
    batch = shape[0] if shape else None
    if target is None:
        return None
    if shape is None or None in shape[1:]:
        return (batch, *(None if d == -1 else d for d in target))
    inner = reshape(shape[1:], target)
    return inner if inner is INCOMPATIBLE or inner is None else (batch, *inner)


def _permute(config: Config, shape: Shape) -> ShapeOr:
    order = config.dims("dims")
    if order is None:
        return None
    if shape is None or None in order:
        return (shape[0] if shape else None, *((None,) * len(order)))
    if len(shape) != len(order) + 1 or sorted(d for d in order if d is not None) != list(range(1, len(shape))):
        return INCOMPATIBLE
    return (shape[0], *(shape[d] for d in order if d is not None))


def _repeat_vector(config: Config, shape: Shape) -> ShapeOr:
    count = config.integer("n")
    if shape is None:
        return (None, count, None)
    return (shape[0], count, shape[1]) if len(shape) == 2 else INCOMPATIBLE


Merge = Callable[[Config, list[Tensor]], Value]


def merging(function: Merge) -> Callable[[Config, Inputs], Value]:
    """A layer of a list of tensors."""

    def output(config: Config, inputs: Inputs) -> Value:
        return _merged(config, inputs.first, function)

    return output


def _merged(config: Config, value: Value, function: Merge) -> Value:
    if isinstance(value, Union):
        return union(_merged(config, atom, function) for atom in value.members)
    parts = elements(config.call, value)
    if parts is None:
        return unknown("inputs of a merging layer")
    tensors = [leaf_tensor(config.call, part) for part in parts]
    known = [t for t in tensors if t is not None]
    if len(known) != len(tensors) or not known or any(t.kind in ("sparse", "ragged") for t in known):
        return unknown("inputs of a merging layer")
    return function(config, known)


def _source(parts: list[Tensor]) -> Tensor:
    return next((t for t in parts if t.kind == "keras_tensor"), next((t for t in parts if t.symbolic), parts[0]))


def _dtype(config: Config, parts: list[Tensor]) -> str | None:
    """The promoted dtype; the layer's own with Keras tensors, since then only shapes are computed."""
    if any(t.kind == "keras_tensor" for t in parts):
        return config.compute_dtype
    return promoted([t.dtype for t in parts])


def _elementwise(config: Config, parts: list[Tensor]) -> Value:
    return made(config, _source(parts), _dtype(config, parts), _aligned(parts))


def _aligned(parts: list[Tensor]) -> ShapeOr:
    """Shapes broadcast; tensors of lower rank get dimensions of 1 after the batch dimension."""
    shapes = [t.shape for t in parts]
    if any(s is None for s in shapes):
        return None
    ranks = [len(s) for s in shapes if s is not None]
    widest = max(ranks)
    grown = [
        s if s is None or len(s) == widest or not s else (s[0], *((1,) * (widest - len(s))), *s[1:]) for s in shapes
    ]
    found = broadcast_of(grown)
    if found is INCOMPATIBLE and len(set(ranks)) > 1:
        return None
    return found


def _averaged(config: Config, parts: list[Tensor]) -> Value:
    dtype = _dtype(config, parts)
    if dtype in dtypes.INTEGERS or dtype == "bool":
        dtype = "float64" if dtype == "int64" else None
    return made(config, _source(parts), dtype, _aligned(parts))


def _concatenated(config: Config, parts: list[Tensor]) -> Value:
    dims = concat([t.shape for t in parts], config.integer("axis", -1))
    return made(config, _source(parts), _dtype(config, parts), dims)


def _dot(config: Config, parts: list[Tensor]) -> Value:
    if len(parts) != 2:
        return NEVER
    left, right = parts[0].shape, parts[1].shape
    axes = config.value("axes")
    pair = integers(config.call, axes) or ((integer(axes),) * 2 if integer(axes) is not None else None)
    dtype = _dtype(config, parts)
    if left is None or right is None or pair is None or len(pair) != 2 or None in pair:
        return made(config, _source(parts), dtype, None)
    a, b = axis_index(pair[0] or 0, len(left)), axis_index(pair[1] or 0, len(right))
    if a is INCOMPATIBLE or b is INCOMPATIBLE:
        return NEVER
    dims = tensordot(left[1:], right[1:], ((a - 1,), (b - 1,)))
    if dims is INCOMPATIBLE or dims is None:
        return made(config, _source(parts), dtype, dims)
    batch = left[0] if left[0] is not None else right[0]
    return made(config, _source(parts), dtype, (batch, *(dims or (1,))))


def functional(layer: str, *options: str) -> Callable[[Call], Value]:
    """The functions of the same name, ``keras.layers.add([a, b])``."""

    def rule(call: Call) -> Value:
        state = [(name, value) for name in options if (value := call.arg(name)) is not None]
        made_layer = library_object(layer, state)
        inputs = call.arg("inputs") or next(iter(call.positional()), None)
        return unknown("inputs") if inputs is None else call.invoke(made_layer, [inputs])

    return rule


_ELEMENTWISE = Layer(merging(_elementwise))

LAYERS: dict[str, Layer] = {
    "keras.layers.Flatten": Layer(keeping(_flatten)),
    "keras.layers.Reshape": Layer(keeping(_reshape)),
    "keras.layers.Permute": Layer(keeping(_permute)),
    "keras.layers.RepeatVector": Layer(keeping(_repeat_vector)),
    "keras.layers.Add": _ELEMENTWISE,
    "keras.layers.Subtract": _ELEMENTWISE,
    "keras.layers.Multiply": _ELEMENTWISE,
    "keras.layers.Maximum": _ELEMENTWISE,
    "keras.layers.Minimum": _ELEMENTWISE,
    "keras.layers.Average": Layer(merging(_averaged)),
    "keras.layers.Concatenate": Layer(merging(_concatenated)),
    "keras.layers.Dot": Layer(merging(_dot)),
}

RULES = {
    **{
        f"keras.layers.{name}": functional(f"keras.layers.{name.capitalize()}")
        for name in ("add", "subtract", "multiply", "maximum", "minimum", "average")
    },
    "keras.layers.concatenate": functional("keras.layers.Concatenate", "axis"),
    "keras.layers.dot": functional("keras.layers.Dot", "axes", "normalize"),
}
