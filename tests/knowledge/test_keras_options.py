"""What layers say of how they were constructed: the rules against the attributes of layers of Keras."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from flake8_hybridize.knowledge.keras.options import OPTIONS
from flake8_hybridize.model.values import Const, LibraryObject, Symbol, Tuple, Unknown, Value, const, unknown

from .keras_harness import World

NEEDED: dict[str, Any] = {
    "units": 7, "filters": 5, "kernel_size": 3, "rate": 0.3, "input_dim": 11, "output_dim": 4, "n": 3, "stddev": 0.1,
}  # fmt: skip
GIVEN: dict[str, Any] = {
    **NEEDED,
    "strides": 2,
    "pool_size": 3,
    "size": 3,
    "padding": "same",
    "activation": "relu",
    "recurrent_activation": "tanh",
    "use_bias": False,
    "data_format": "channels_last",
    "momentum": 0.8,
    "epsilon": 0.01,
    "center": False,
    "kernel_initializer": "he_normal",
    "recurrent_initializer": "zeros",
    "bias_initializer": "ones",
    "kernel_regularizer": "l2",
    "kernel_constraint": "non_neg",
    "beta_initializer": "ones",
    "return_sequences": True,
    "dropout": 0.1,
    "groups": 1,
    "axis": 1,
    "mask_zero": True,
    "depth_multiplier": 2,
    "interpolation": "bilinear",
}


def same(claim: Value, real: Any) -> bool:
    """``claim`` is exactly what Keras has."""
    if isinstance(claim, Const):
        return type(claim.value) is type(real) and bool(claim.value == real)
    if isinstance(claim, Tuple):
        return isinstance(real, tuple) and all(map(same, claim.items, real)) and len(claim.items) == len(real)
    if isinstance(claim, Symbol):
        return claim.name.rpartition(".")[2] == real.__name__
    return isinstance(claim, LibraryObject) and claim.cls.rpartition(".")[2] == type(real).__name__


def options(cls: str, given: dict[str, Any]) -> dict[str, Any]:
    """Those of ``given`` that the class has."""
    return {name: value for name, value in given.items() if name in OPTIONS[cls]}


@pytest.mark.parametrize("cls", OPTIONS)
@pytest.mark.parametrize("given", [NEEDED, GIVEN], ids=["least", "many"])
def test_options(cls: str, given: dict[str, Any]) -> None:
    keywords = options(cls, given if cls[:7] != "Average" else {"pool_size": 2, **given})
    world = World()
    made = world.make(f"keras.layers.{cls}", **keywords)
    layer = getattr(keras.layers, cls)(**keywords)
    for name in OPTIONS[cls]:
        assert same(world.read(made, name), getattr(layer, name)), name


def test_unknown_options_are_open() -> None:
    world = World()
    made = world.call("keras.layers.Conv2D", [const(4), unknown("size")], [("**", unknown("options"))])
    for name in ("kernel_size", "strides", "activation", "use_bias", "kernel_initializer"):
        assert isinstance(world.read(made, name), Unknown), name
    assert same(world.read(made, "filters"), 4)
