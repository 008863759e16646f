"""The form in which the layers of Keras are described: what comes out, which weights are made.

A module of a family of layers exports ``LAYERS``, a dict from the class name to a :class:`Layer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...model.values import NEVER, Shape, Tensor, Union, Unknown, Value, tensor, union, unknown
from ..tensorflow.shapes import INCOMPATIBLE, ShapeOr
from .config import Config
from .values import framework, leaf_tensor, like


@dataclass(frozen=True, slots=True)
class Inputs:
    """The arguments of one call of a layer, converted as ``call`` gets them."""

    args: tuple[Value, ...]
    keywords: Mapping[str, Value] = field(default_factory=dict)

    @property
    def first(self) -> Value:
        """The first argument, by position or by any name."""
        if self.args:
            return self.args[0]
        for name, value in self.keywords.items():
            if name not in ("training", "mask"):
                return value
        return NEVER

    def get(self, position: int, *names: str) -> Value | None:
        """The argument at ``position`` or called one of ``names``."""
        if position < len(self.args):
            return self.args[position]
        return next((self.keywords[name] for name in names if name in self.keywords), None)


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight that a layer makes when it is built: its attribute, shape, and the prefix of the options
    (``kernel`` of ``kernel_initializer``) that belong to it."""

    name: str
    dims: Shape
    trainable: bool = True
    option: str = ""
    dtype: str | None = ""
    """The dtype; the policy's variable dtype when empty."""


Output = Callable[[Config, Inputs], Value]
Dims = Callable[[Config, Shape], ShapeOr]
Weights = Callable[[Config, Tensor], tuple[Weight, ...]]


@dataclass(frozen=True, slots=True)
class Layer:
    """``output``: the value of a call. ``weights``: what is built for an input, in the order of ``layer.weights``.
    ``raw``: arguments are not converted (and lists of numbers are taken, as one tensor)."""

    output: Output
    weights: Weights | None = None
    raw: bool = False


def single(function: Callable[[Config, Tensor], Value], *, sparse: bool = False, ragged: bool = False) -> Output:
    """A layer of one tensor: ``function`` for every possibility of it. Sparse and ragged tensors give an unknown
    result unless ``function`` knows them."""

    def output(config: Config, inputs: Inputs) -> Value:
        return each(config, inputs.first, function, sparse=sparse, ragged=ragged)

    return output


def each(
    config: Config,
    value: Value,
    function: Callable[[Config, Tensor], Value],
    *,
    sparse: bool = False,
    ragged: bool = False,
) -> Value:
    """``function`` for every tensor that ``value`` may be."""
    if isinstance(value, Union):
        return union(each(config, atom, function, sparse=sparse, ragged=ragged) for atom in value.members)
    found = leaf_tensor(config.call, value)
    if found is not None:
        if (found.kind == "ragged" and not ragged) or (found.kind == "sparse" and not sparse):
            return unknown(f"{found.kind} input of a layer")
        return function(config, found)
    return undetermined(config, function) if isinstance(value, Unknown) else unknown("input of a layer")


def undetermined(config: Config, function: Callable[[Config, Tensor], Value]) -> Value:
    """The result for an input that nothing is known of: a tensor, unless the program makes Keras tensors too."""
    if not config.call.graph and config.call.recall(framework(), "symbolic") is not NEVER:
        return unknown("a tensor or a Keras tensor")
    return function(config, tensor(symbolic=config.call.graph))


def made(config: Config, source: Tensor, dtype: str | None, dims: ShapeOr) -> Value:
    """The tensor of these dimensions, nothing when they cannot be (Keras raises)."""
    if dims is INCOMPATIBLE:
        return NEVER
    return like(config.call, source, dtype, dims)


def computing(dims: Dims) -> Output:
    """A layer that gives its compute dtype, whatever came in."""
    return single(lambda config, x: made(config, x, config.compute_dtype, dims(config, x.shape)))


def keeping(dims: Dims) -> Output:
    """A layer that gives the dtype that came in (floats were cast before)."""
    return single(lambda config, x: made(config, x, x.dtype, dims(config, x.shape)))


def unchanged(config: Config, dims: Shape) -> Shape:
    """The shape that came in."""
    return dims
