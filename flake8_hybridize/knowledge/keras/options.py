"""Attributes of layers that tell how they were constructed: ``units``, ``kernel_size``, ``activation`` and their like.

Observed with Keras 3.15: sizes given as one number are a tuple with one for each dimension, activations are functions,
initializers, regularizers and constraints are objects, whatever they were given as; all else is what was given.
``tests/knowledge/test_keras_options.py`` holds each attribute of this table against a layer of Keras.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import (
    NONE,
    Const,
    Prim,
    Unknown,
    Value,
    atoms,
    const,
    library_object,
    symbol,
    tuple_of,
    union,
    unknown,
)
from ..names import canonical, find
from ..protocol import OPEN, Call, Rule
from .config import Config
from .values import elements, framework, integer, text

Meaning = Callable[[Call, Value], Value]


def attribute(name: str, default: object, meaning: Meaning) -> Rule:
    """The attribute that holds the option ``name``; the Python constant ``default`` stands where it was not given,
    ``...`` for an option that has none."""

    def rule(call: Call) -> Value:
        if call.receiver is None:
            return unknown(name)
        config = Config(call, call.receiver)
        found = config.value(name)
        if found is None:
            if default is ... or config.value(OPEN) is not None:
                return unknown(name)
            found = const(default)
        return union(meaning(call, atom) for atom in atoms(found))

    return rule


def as_given(call: Call, value: Value) -> Value:
    """What the layer was given."""
    return value


def per_dimension(rank: int) -> Meaning:
    """One number for each of ``rank`` dimensions."""

    def meaning(call: Call, value: Value) -> Value:
        if integer(value) is not None or isinstance(value, Prim):
            return tuple_of([value] * rank)
        several = elements(call, value)
        return unknown("sizes of a layer") if several is None else tuple_of(several)

    return meaning


def data_format(call: Call, value: Value) -> Value:
    """``None`` stands for the setting of the whole program."""
    if value is not NONE:
        return value
    found = call.recall(framework(), "image_data_format")
    return union((const("channels_last"), found))


def activation(call: Call, value: Value) -> Value:
    """A function; ``None`` is the identity."""
    return symbol("keras.activations.linear") if value is NONE else _named("activations", call, value)


def helper(module: str) -> Meaning:
    """An initializer, regularizer or constraint."""

    def meaning(call: Call, value: Value) -> Value:
        return _named(module, call, value)

    return meaning


def _named(module: str, call: Call, value: Value) -> Value:
    name = text(value)
    if name is None:
        known = not isinstance(value, (Const, Prim, Unknown)) or value is NONE
        return value if known else unknown(f"one of keras.{module}")
    found = canonical(f"keras.{module}.{name}") or canonical(f"keras.{module}.{_camel(name)}")
    entry = None if found is None else find(found)
    if found is None or entry is None:
        return unknown(f"one of keras.{module}")
    return library_object(found) if entry.kind == "class" else symbol(found)


def _camel(name: str) -> str:
    return "".join(part.title() for part in name.split("_"))


def _helpers(prefix: str, initializer: str) -> dict[str, Rule]:
    joint = f"{prefix}_" if prefix else ""
    return {
        f"{joint}initializer": attribute(f"{joint}initializer", initializer, helper("initializers")),
        f"{joint}regularizer": attribute(f"{joint}regularizer", None, helper("regularizers")),
        f"{joint}constraint": attribute(f"{joint}constraint", None, helper("constraints")),
    }


def _plain(**defaults: object) -> dict[str, Rule]:
    """Options that are kept as they are; ``...`` for one without default."""
    return {name: attribute(name, default, as_given) for name, default in defaults.items()}


def _sizes(rank: int, **defaults: object) -> dict[str, Rule]:
    return {name: attribute(name, default, per_dimension(rank)) for name, default in defaults.items()}


_KERNEL = _helpers("kernel", "glorot_uniform")
_BIAS = _helpers("bias", "zeros")
_FORMAT = {"data_format": attribute("data_format", None, data_format)}
_ACTIVATION = {"activation": attribute("activation", None, activation)}
_AFFINE = {
    **_plain(center=True, scale=True),
    **_helpers("beta", "zeros"),
    **_helpers("gamma", "ones"),
}


def _convolution(rank: int) -> dict[str, Rule]:
    return {
        **_plain(filters=..., padding="valid", use_bias=True),
        **_sizes(rank, kernel_size=..., strides=1, dilation_rate=1),
        **_FORMAT,
        **_ACTIVATION,
        **_BIAS,
    }


def _without(table: dict[str, Rule], *names: str) -> dict[str, Rule]:
    return {name: rule for name, rule in table.items() if name not in names}


def _pooling(rank: int) -> dict[str, Rule]:
    def strides(call: Call) -> Value:
        config = None if call.receiver is None else Config(call, call.receiver)
        found = None if config is None else config.value("strides")
        same = found is None or found is NONE
        return (pool_size if same else given)(call)

    pool_size = attribute("pool_size", 2, per_dimension(rank))
    given = attribute("strides", ..., per_dimension(rank))
    return {"pool_size": pool_size, "strides": strides, **_plain(padding="valid"), **_FORMAT}


_RECURRENT = {
    **_plain(units=..., use_bias=True, dropout=0.0, recurrent_dropout=0.0),
    "activation": attribute("activation", "tanh", activation),
    **_KERNEL,
    **_helpers("recurrent", "orthogonal"),
    **_BIAS,
}
_GATED = {**_RECURRENT, "recurrent_activation": attribute("recurrent_activation", "sigmoid", activation)}
_SEQUENCES = _plain(return_sequences=False, return_state=False, go_backwards=False, stateful=False)

OPTIONS: dict[str, dict[str, Rule]] = {
    "Dense": {**_plain(units=..., use_bias=True), **_ACTIVATION, **_KERNEL, **_BIAS},
    **{f"Conv{n}D": {**_convolution(n), **_plain(groups=1), **_KERNEL} for n in (1, 2, 3)},
    **{f"Conv{n}DTranspose": {**_convolution(n), **_KERNEL} for n in (1, 2, 3)},
    **{
        f"DepthwiseConv{n}D": {
            **_without(_convolution(n), "filters"),
            **_plain(depth_multiplier=1),
            **_helpers("depthwise", "glorot_uniform"),
        }
        for n in (1, 2)
    },
    **{
        f"SeparableConv{n}D": {
            **_convolution(n),
            **_plain(depth_multiplier=1),
            **_helpers("depthwise", "glorot_uniform"),
            **_helpers("pointwise", "glorot_uniform"),
        }
        for n in (1, 2)
    },
    **{f"{kind}Pooling{n}D": _pooling(n) for kind in ("Max", "Average") for n in (1, 2, 3)},
    "Embedding": {
        **_plain(input_dim=..., output_dim=..., mask_zero=False),
        **_without(_helpers("embeddings", "uniform"), "embeddings_initializer"),
    },
    "BatchNormalization": {**_plain(axis=-1, momentum=0.99, epsilon=1e-3), **_AFFINE},
    "LayerNormalization": {**_plain(epsilon=1e-3), **_AFFINE},
    "GroupNormalization": {**_plain(groups=32, axis=-1, epsilon=1e-3), **_AFFINE},
    "Dropout": _plain(rate=...),
    "SpatialDropout1D": _plain(rate=...),
    "SpatialDropout2D": {**_plain(rate=...), **_FORMAT},
    "GaussianNoise": _plain(stddev=...),
    "GaussianDropout": _plain(rate=...),
    "LSTM": {**_GATED, **_SEQUENCES},
    "GRU": {**_GATED, **_SEQUENCES},
    "SimpleRNN": {**_RECURRENT, **_SEQUENCES},
    "LSTMCell": _GATED,
    "GRUCell": _GATED,
    "SimpleRNNCell": _RECURRENT,
    "Concatenate": _plain(axis=-1),
    "RepeatVector": _plain(n=...),
    "UpSampling2D": {**_sizes(2, size=2), **_plain(interpolation="nearest"), **_FORMAT},
}

PROPERTIES: dict[str, Rule] = {
    f"keras.layers.{cls}.{name}": rule for cls, rules in OPTIONS.items() for name, rule in rules.items()
}
