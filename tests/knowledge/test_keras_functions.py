"""Initializers, activations, the old backend, applications, strategies: the rules against the real thing."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values

from .keras_harness import RULES, Callback, World, abstract, admits

X = tf.zeros((2, 3))
K = tf.keras.backend


def names(prefix: str) -> list[str]:
    return sorted(n.removeprefix(prefix) for n in RULES if n.startswith(prefix) and "." not in n.removeprefix(prefix))


@pytest.mark.parametrize(
    "name", ["Zeros", "Ones", "GlorotUniform", "HeNormal", "RandomNormal", "Orthogonal", "VarianceScaling"]
)
@pytest.mark.parametrize("keywords", [{}, {"dtype": "float16"}])
def test_initializers(name, keywords):
    if name == "Orthogonal":
        keywords = {}
    world = World()
    made = world.make(f"keras.initializers.{name}")
    assert admits(world.apply(made, (2, 3), **keywords), getattr(keras.initializers, name)()((2, 3), **keywords))


@pytest.mark.parametrize("name,arguments", [("L2", (0.1,)), ("L1L2", (0.1, 0.1))])
def test_regularizers(name, arguments):
    world = World()
    made = world.make(f"keras.regularizers.{name}", *arguments)
    for x in (X, np.zeros((2, 3)), tf.Variable([1.0])):
        assert admits(world.apply(made, x), getattr(keras.regularizers, name)(*arguments)(x))


@pytest.mark.parametrize("name", ["MaxNorm", "NonNeg", "UnitNorm"])
def test_constraints(name):
    world = World()
    made = world.make(f"keras.constraints.{name}")
    for x in (X, tf.Variable(tf.zeros((2, 3)))):
        assert admits(world.apply(made, x), getattr(keras.constraints, name)()(x))


@pytest.mark.parametrize("name", [n for n in names("keras.activations.") if n != "get"])
def test_activations(name):
    function = getattr(keras.activations, name)
    symbolic = [] if name in ("celu", "hard_silu", "mish") else [keras.Input((3,))]
    for x in (X, tf.zeros((2, 3), tf.float64), np.zeros((2, 3)), *symbolic):
        assert admits(World().call(f"keras.activations.{name}", [abstract(x)]), function(x)), x


BACKEND: list[tuple[Any, ...]] = [
    ("mean", X),
    ("mean", X, -1, True),
    ("mean", X > 0),
    ("sum", X, [0, 1]),
    ("max", X, 1),
    ("any", X > 0),
    ("argmax", X),
    ("argmax", X, 0),
    ("square", X),
    ("sqrt", X),
    ("exp", np.zeros((2, 3), "float32")),
    ("clip", X, 0, 1),
    ("maximum", X, 0.0),
    ("equal", X, X),
    ("flatten", X),
    ("batch_flatten", tf.zeros((2, 3, 4))),
    ("int_shape", X),
    ("shape", X),
    ("ndim", X),
    ("cast", X, "int32"),
    ("expand_dims", X),
    ("expand_dims", X, 0),
    ("concatenate", [X, X]),
    ("concatenate", [X, X], 0),
    ("stack", [X, X]),
    ("permute_dimensions", X, (1, 0)),
    ("reshape", X, (-1,)),
    ("transpose", X),
    ("squeeze", tf.zeros((2, 1)), 1),
    ("tile", X, (1, 2)),
    ("repeat_elements", X, 2, 0),
    ("one_hot", tf.constant([1]), 3),
    ("constant", [1, 2]),
    ("constant", 1.0),
    ("zeros", (2, 3)),
    ("variable", np.zeros((2, 3))),
    ("zeros_like", X),
    ("random_normal", (2, 3)),
    ("get_value", tf.Variable(1.0)),
    ("eval", X),
    ("softmax", X),
    ("l2_normalize", X, -1),
    ("pow", X, 2),
    ("cumsum", X, 1),
    ("dot", tf.zeros((2, 3)), tf.zeros((3, 4))),
    ("dot", tf.zeros((5, 2, 3)), tf.zeros((3, 4))),
    ("dot", tf.zeros((5, 2, 3)), tf.zeros((7, 3, 4))),
    ("dot", tf.sparse.from_dense(tf.ones((2, 3), tf.float64)), tf.ones((3, 4), tf.float64)),
    ("bias_add", tf.zeros((2, 3, 4)), tf.zeros((4,))),
    ("gather", tf.zeros((7, 3), tf.float64), tf.constant([[1, 2]])),
]


@pytest.mark.parametrize("call", BACKEND, ids=[f"{c[0]}-{i}" for i, c in enumerate(BACKEND)])
def test_backend(call):
    claimed = World().call(f"keras.backend.{call[0]}", [abstract(a) for a in call[1:]])
    observed = getattr(K, call[0])(*call[1:])
    assert not isinstance(claimed, values.Unknown)
    assert admits(claimed, observed), (claimed, observed)


def test_whether_a_tensor_is_sparse():
    for given in (X, tf.sparse.from_dense(X)):
        assert World().call("keras.backend.is_sparse", [abstract(given)]).value is K.is_sparse(given)


def test_settings_of_the_program():
    world = World()
    assert world.call("keras.backend.floatx").value == keras.backend.floatx()
    assert world.call("keras.backend.image_data_format").value == keras.backend.image_data_format()
    assert world.call("keras.backend.epsilon").value == keras.backend.epsilon()
    keras.mixed_precision.set_global_policy("mixed_float16")
    try:
        world.call("keras.mixed_precision.set_global_policy", [values.const("mixed_float16")])
        x = np.zeros((2, 3), "float32")
        real = keras.layers.Dense(4)
        observed = real(x)
        layer = world.make("keras.layers.Dense", 4)
        assert admits(world.apply(layer, x), observed)
        assert admits(
            world.read(layer, "kernel"), keras.Variable(np.zeros((3, 4)), dtype=real.kernel.path and "float32")
        )
        policy = world.call("keras.mixed_precision.global_policy")
        assert world.read(policy, "compute_dtype").value == keras.mixed_precision.global_policy().compute_dtype
    finally:
        keras.mixed_precision.set_global_policy("float32")


APPLICATIONS = ["MobileNetV2", "ResNet50", "VGG16", "EfficientNetB0", "DenseNet121"]


@pytest.mark.parametrize("name", ["MobileNetV2", "VGG16"])
@pytest.mark.parametrize("options", [{"pooling": "avg"}, {}, {"include_top": True, "classes": 7}])
def test_applications(name, options):
    options = {"weights": None, "include_top": False, "input_shape": (64, 96, 3)} | options
    world = World()
    model = world.make(f"keras.applications.{name}", **options)
    real = getattr(keras.applications, name)(**options)
    assert admits(world.read(model, "output"), real.output, exact=False)
    assert admits(world.read(model, "input"), real.input)


def test_strategy():
    strategy = tf.distribute.MirroredStrategy(["CPU:0"])
    world = World()
    claimed = world.make("tensorflow.distribute.MirroredStrategy")
    function = Callback(("x", "y"), lambda x, y=None: x)
    result = world.call(
        "tensorflow.distribute.Strategy.run",
        [function, abstract((X,))],
        [("kwargs", abstract({"y": 1}))],
        claimed,
    )
    assert admits(result, strategy.run(lambda x, y: x, args=(X,), kwargs={"y": 1}))
    assert function.seen[0][1]["y"] is values.const(1)
    for axis in (None, 0):
        observed = strategy.reduce("SUM", X, axis=axis)
        assert admits(world.method(claimed, "reduce", "SUM", X, axis=axis), observed)
    observed = strategy.gather(X, axis=0)
    assert admits(world.method(claimed, "gather", X, axis=0), observed, exact=False)
