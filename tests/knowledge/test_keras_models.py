"""Sequential and functional models, their weights and attributes, losses and metrics, against real Keras."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_hybridize.model import values

from .harness import FakeList
from .keras_harness import Callback, Instance, World, abstract, admits

F = np.zeros
STACKS = {
    "dense": [("Dense", {"units": 4}), ("Dropout", {"rate": 0.5}), ("Dense", {"units": 2})],
    "image": [
        ("Rescaling", {"scale": 0.5}),
        ("Conv2D", {"filters": 4, "kernel_size": 3}),
        ("BatchNormalization", {}),
        ("MaxPooling2D", {}),
        ("Flatten", {}),
        ("Dense", {"units": 10}),
    ],
    "text": [("Embedding", {"input_dim": 9, "output_dim": 5}), ("LSTM", {"units": 3}), ("Dense", {"units": 1})],
    "reshape": [("Flatten", {}), ("Dense", {"units": 6}), ("Reshape", {"target_shape": (2, 3)})],
    "pass": [("Flatten", {})],
}
INPUTS = {"dense": (5, 3), "image": (2, 9, 9, 3), "text": (4, 6), "reshape": (3, 2, 2), "pass": (4, 3)}


def stack(world: World, name: str) -> tuple[keras.Sequential, values.Value]:
    real = keras.Sequential([getattr(keras.layers, cls)(**options) for cls, options in STACKS[name]])
    layers = [world.make(f"keras.layers.{cls}", **options) for cls, options in STACKS[name]]
    return real, world.call("keras.Sequential", [FakeList(tuple(layers))])


@pytest.mark.parametrize("name", STACKS)
@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "uint8"])
def test_sequential(name, dtype):
    world = World()
    real, claimed = stack(world, name)
    x = F(INPUTS[name], dtype)
    assert admits(world.apply(claimed, x), real(x))
    assert admits(world.apply(claimed, keras.Input(x.shape[1:])), real(keras.Input(x.shape[1:])))


@pytest.mark.parametrize("name", STACKS)
def test_weights(name):
    world = World()
    real, claimed = stack(world, name)
    x = F(INPUTS[name], "float32")
    real(x), world.apply(claimed, x)
    for attribute in ("weights", "trainable_variables", "trainable_weights", "non_trainable_variables", "variables"):
        seen = [v for v in getattr(real, attribute) if "seed" not in v.path]
        got = world.read(claimed, attribute)
        if got.rest is not None:
            assert name == "text" or attribute == "variables", (attribute, got)
            assert all(admits(got.rest, v, exact=False) for v in seen)
        else:
            assert admits(got, seen), (attribute, got)
    got = world.method(claimed, "get_weights")
    if got.rest is None:
        assert admits(got, real.get_weights())
    count = world.method(claimed, "count_params")
    assert count is values.INT or count.value == real.count_params()


@pytest.mark.parametrize(
    "cls,options,shape,names",
    [
        ("Dense", {"units": 4}, (2, 3), ["kernel", "bias"]),
        ("Dense", {"units": 4, "use_bias": False}, (2, 3), ["kernel", "bias"]),
        ("Conv2D", {"filters": 6, "kernel_size": (2, 3), "groups": 3}, (2, 8, 8, 6), ["kernel", "bias"]),
        ("Conv2DTranspose", {"filters": 4, "kernel_size": 3}, (2, 8, 8, 6), ["kernel", "bias"]),
        ("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2}, (2, 8, 8, 3), ["kernel", "bias"]),
        ("SeparableConv2D", {"filters": 5, "kernel_size": 3}, (2, 8, 8, 3), ["depthwise_kernel", "pointwise_kernel"]),
        ("Embedding", {"input_dim": 7, "output_dim": 3}, (2, 3), ["embeddings"]),
        ("BatchNormalization", {}, (2, 3, 5), ["gamma", "beta", "moving_mean", "moving_variance"]),
        ("LayerNormalization", {"axis": [1, 2]}, (2, 3, 5), ["gamma", "beta"]),
    ],
)
def test_weight_attributes(cls, options, shape, names):
    world = World()
    real, claimed = getattr(keras.layers, cls)(**options), world.make(f"keras.layers.{cls}", **options)
    x = F(shape, "float32")
    real(x), world.apply(claimed, x)
    for name in names:
        observed = getattr(real, name)
        got = world.read(claimed, name)
        assert got is values.NONE if observed is None else admits(got, observed), name
    assert admits(world.read(claimed, "weights"), real.weights)


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "SimpleRNN"])
def test_recurrent_weights(kind):
    world = World()
    real, claimed = getattr(keras.layers, kind)(4), world.make(f"keras.layers.{kind}", 4)
    x = F((2, 5, 3), "float32")
    real(x), world.apply(claimed, x)
    got = world.read(claimed, "weights")
    assert got.rest is None and admits(got, real.weights)


def test_layers_added_one_by_one():
    world = World()
    model = world.call("keras.Sequential")
    for _ in range(2):  # the analysis may come by twice
        for position in range(14):
            made = values.library_object("keras.layers.Dense", [("units", values.const(position + 1))], position)
            world.call("keras.Sequential.add", [made], (), model)
    assert admits(world.apply(model, F((2, 3))), tf.zeros((2, 14)))


@pytest.mark.parametrize("added", [False, True])
@pytest.mark.parametrize("start", ["input", "shape", "dim"])
def test_sequential_with_known_input_calls_its_layers_at_once(added, start):
    record: list[Any] = []

    class Own(keras.layers.Layer):
        def call(self, x):
            record.append(x)
            return x

    options = {"input": {}, "shape": {"input_shape": (3,)}, "dim": {"input_dim": 3}}[start]
    world = World()
    call = Callback(("x",), lambda x: x)
    own, dense = Instance("keras.layers.Layer", {"call": call}), world.make("keras.layers.Dense", 4, **options)
    first = [world.make("keras.Input", (3,))] if start == "input" else []
    parts: list[values.Value] = [*first, dense, own]
    real_parts = [*([keras.Input((3,))] if first else []), keras.layers.Dense(4, **options), Own()]
    if added:
        model, real = world.call("keras.Sequential"), keras.Sequential()
        for part, real_part in zip(parts, real_parts, strict=True):
            world.call("keras.Sequential.add", [part], (), model)
            real.add(real_part)
    else:
        model, real = world.call("keras.Sequential", [FakeList(tuple(parts))]), keras.Sequential(real_parts)
    assert len(record) == len(call.seen) == 1 and admits(call.seen[0][0][0], record[0])
    assert admits(world.read(model, "outputs"), real.outputs)
    assert tuple(d.value for d in world.read(model, "output_shape").items) == real.output_shape
    assert admits(world.read(model, "inputs"), real.inputs)


def test_layers_added_in_a_loop_may_repeat():
    for repeats in range(3):
        world = World()
        model = world.call("keras.Sequential")
        made = [world.make("keras.layers.Conv2D", 4, 3), world.make("keras.layers.MaxPooling2D")]
        for layer in made:
            world.call("keras.Sequential.add", [layer], (), model, certain=False)
        world.call("keras.Sequential.add", [world.make("keras.layers.Dense", 5)], (), model)
        real = keras.Sequential()
        for _ in range(repeats):
            real.add(keras.layers.Conv2D(4, 3))
            real.add(keras.layers.MaxPooling2D())
        real.add(keras.layers.Dense(5))
        assert admits(world.apply(model, F((2, 30, 30, 3))), real(F((2, 30, 30, 3))), exact=False)


def test_layers_added_in_a_branch_may_be_missing():
    for there in (False, True):
        world = World()
        model = world.call("keras.Sequential", [FakeList((world.make("keras.layers.Dense", 4),))])
        world.call("keras.Sequential.add", [world.make("keras.layers.Dense", 7)], (), model, certain=False)
        real = keras.Sequential([keras.layers.Dense(4), *([keras.layers.Dense(7)] if there else [])])
        assert admits(world.apply(model, F((2, 3))), real(F((2, 3))), exact=False)


INPUT_FORMS: list[dict[str, Any]] = [
    {"shape": (3,)},
    {"shape": (), "dtype": "string"},
    {"shape": [4, None]},
    {"batch_shape": (2, None)},
    {"shape": (2,), "batch_size": 7, "dtype": "int64"},
    {"shape": (None, None, 3)},
]


@pytest.mark.parametrize("options", INPUT_FORMS)
def test_input(options):
    assert admits(World().make("keras.Input", **options), keras.Input(**options))


def functional(world: World, outputs: str) -> tuple[keras.Model, values.Value]:
    a, b = keras.Input((3,), name="a"), keras.Input((4,), name="b")
    joined = keras.layers.Concatenate()([a, b])
    out = keras.layers.Dense(5)(joined)
    result = {"one": out, "list of one": [out], "two": [out, joined], "dict": {"o": out, "j": joined}}[outputs]
    real = keras.Model([a, b], result)
    return real, world.call("keras.Model", [abstract([a, b]), abstract(result)])


@pytest.mark.parametrize("outputs", ["one", "list of one", "two", "dict"])
def test_functional(outputs):
    world = World()
    real, claimed = functional(world, outputs)
    arrays = [F((2, 3)), F((2, 4), "int32")]
    assert admits(world.apply(claimed, arrays), real(arrays))
    assert admits(world.apply(claimed, tuple(arrays)), real(tuple(arrays)))
    named = {"a": arrays[0], "b": arrays[1]}
    assert admits(world.apply(claimed, named), real(named))
    symbolic = [keras.Input((3,)), keras.Input((4,))]
    assert admits(world.apply(claimed, symbolic), real(symbolic))
    assert admits(world.read(claimed, "inputs"), real.inputs)
    assert admits(world.read(claimed, "outputs"), real.outputs)


def test_functional_shapes():
    world = World()
    x = keras.Input((3,))
    y = keras.layers.Dense(5)(x)
    real, claimed = keras.Model(x, y), world.call("keras.Model", [abstract(x), abstract(y)])
    for name in ("input_shape", "output_shape"):
        assert tuple(d.value for d in world.read(claimed, name).items) == getattr(real, name)
    for name in ("input", "output"):
        assert admits(world.read(claimed, name), getattr(real, name))
    assert admits(world.apply(claimed, F((4, 3))), real(F((4, 3))))


def test_user_model_with_functional_constructor():
    world = World()
    x = keras.Input((3,))
    y = keras.layers.Dense(5)(x)
    model = Instance("keras.Model")
    world.initialise(model, x, y)
    assert admits(world.apply(model, F((4, 3))), keras.Model(x, y)(F((4, 3))))


LOSSES = [
    *(
        "MeanSquaredError",
        "MeanAbsoluteError",
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "Huber",
        "KLDivergence",
    ),
    *("CosineSimilarity", "Hinge", "SquaredHinge", "CategoricalHinge", "Poisson", "LogCosh", "Dice", "Tversky"),
    *("BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "MeanSquaredLogarithmicError"),
    "SparseCategoricalCrossentropy",
]


@pytest.mark.parametrize("name", LOSSES)
@given(st.data())
@settings(max_examples=8)
def test_losses(name, data):
    draw = data.draw
    shape = tuple(draw(st.lists(st.integers(2, 4), min_size=1 if "Sparse" not in name else 2, max_size=3)))
    labels = draw(st.sampled_from([shape, shape[:-1], (*shape[:-1], 1)])) if "Sparse" not in name else shape[:-1]
    dtype = draw(st.sampled_from(["float32", "float64", "int64"]))
    y, p = F(labels, dtype), tf.zeros(shape, draw(st.sampled_from(["float32", "float64"])))
    options = draw(st.sampled_from([{}, {"reduction": "none"}, {"reduction": None}, {"reduction": "sum"}]))
    options = options | draw(st.sampled_from([{}, {}, {"dtype": "float64"}]))
    world = World()
    loss = world.make(f"keras.losses.{name}", **options)
    try:
        observed = getattr(keras.losses, name)(**options)(y, p)
    except (ValueError, TypeError, IndexError, tf.errors.OpError):  # drawn shapes that Keras refuses
        return
    claimed = world.apply(loss, y, p)
    assert admits(claimed, observed), (claimed, observed)


FUNCTIONS = [
    "mean_squared_error",
    "binary_crossentropy",
    "categorical_crossentropy",
    "huber",
    "cosine_similarity",
    "dice",
]


@pytest.mark.parametrize("name", [*FUNCTIONS, "sparse_categorical_crossentropy"])
@pytest.mark.parametrize("shape", [(4, 3), (4, 5, 3)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_loss_functions(name, shape, dtype):
    y = F(shape[:-1] if "sparse" in name else shape, "int64" if "sparse" in name else "float32")
    for p in (tf.zeros(shape, dtype), F(shape, dtype)):
        observed = getattr(keras.losses, name)(y, p)
        assert admits(World().call(f"keras.losses.{name}", [abstract(y), abstract(p)]), observed)


def test_own_loss():
    seen: list[Any] = []

    class Own(keras.losses.Loss):
        def call(self, y_true, y_pred):
            seen.append((y_true, y_pred))
            return y_true - y_pred

    for reduction in ("sum_over_batch_size", "none"):
        call = Callback(("y_true", "y_pred"), lambda a, b: b)
        world = World()
        instance = Instance("keras.losses.Loss", {"call": call})
        world.initialise(instance, reduction=reduction)
        y, p = F((4, 2), "int64"), tf.zeros((4, 2), tf.float64)
        observed = Own(reduction=reduction)(y, p)
        assert admits(world.apply(instance, y, p), observed)
        assert all(admits(c, o) for c, o in zip(call.seen[0][0], seen[-1], strict=True))


METRICS = ["Accuracy", "BinaryAccuracy", "AUC", "Precision", "Recall", "MeanSquaredError", "RootMeanSquaredError"]


@pytest.mark.parametrize("name", METRICS)
def test_metrics(name):
    world = World()
    real, claimed = getattr(keras.metrics, name)(), world.make(f"keras.metrics.{name}")
    y, p = F((4, 1)), tf.zeros((4, 1))
    assert admits(world.apply(claimed, y, p), real(y, p))
    assert world.method(claimed, "update_state", y, p) is values.NONE and real.update_state(y, p) is None
    assert admits(world.method(claimed, "result"), real.result())


def test_mean_metric():
    world = World()
    real, claimed = keras.metrics.Mean(), world.make("keras.metrics.Mean")
    assert admits(world.apply(claimed, 3.0), real(3.0))


@pytest.mark.parametrize("name", ["categorical_accuracy", "binary_accuracy", "sparse_categorical_accuracy"])
def test_metric_functions(name):
    y = F((4,)) if "sparse" in name else F((4, 3))
    observed = getattr(keras.metrics, name)(y, tf.zeros((4, 3)))
    assert admits(World().call(f"keras.metrics.{name}", [abstract(y), abstract(tf.zeros((4, 3)))]), observed)


def test_optimizer():
    world = World()
    real, claimed = keras.optimizers.Adam(1e-3), world.make("keras.optimizers.Adam", 1e-3)
    v = tf.Variable(tf.zeros((2,)))
    pair = [(tf.ones((2,)), v)]
    assert admits(world.method(claimed, "apply_gradients", pair), real.apply_gradients(pair))
    for name in ("iterations", "learning_rate"):
        assert admits(world.read(claimed, name), getattr(real, name))
    decay = world.make("keras.optimizers.schedules.ExponentialDecay", 0.1, 10, 0.9)
    real_decay = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)
    for step in (1, tf.constant(1), tf.constant(1, tf.int64)):
        assert admits(world.apply(decay, step), real_decay(step))
    scheduled = world.make("keras.optimizers.SGD", decay)
    assert admits(world.read(scheduled, "learning_rate"), keras.optimizers.SGD(real_decay).learning_rate)


def test_own_optimizer_and_schedule():
    record: list[Any] = []

    class Own(keras.optimizers.Optimizer):
        def update_step(self, gradient, variable, learning_rate):
            record.append((gradient, variable, learning_rate))

    class Schedule(keras.optimizers.schedules.LearningRateSchedule):
        def __call__(self, step):
            record.append((step,))
            return tf.constant(0.1)

    v = keras.Variable(F((2, 3)))
    pairs = [(tf.ones((2, 3)), v)]
    Own(Schedule()).apply_gradients(pairs)
    world = World()
    scheduled = Callback(("step",), lambda step: values.tensor("float32", ()))
    step = Callback(("gradient", "variable", "learning_rate"), lambda *a: values.NONE)
    optimizer = Instance("keras.optimizers.Optimizer", {"update_step": step})
    schedule = Instance("keras.optimizers.schedules.LearningRateSchedule", {"__call__": scheduled})
    world.initialise(optimizer, schedule)
    world.method(optimizer, "apply_gradients", pairs)
    steps = [r for r in record if len(r) == 1]
    updates = [r for r in record if len(r) == 3]
    assert admits(scheduled.seen[0][0][0], steps[0][0])
    assert admits(step.seen[0][0][0], updates[0][0]) and admits(step.seen[0][0][2], updates[0][2])


@pytest.mark.parametrize(
    "options", [{"shape": (2, 3)}, {}, {"shape": (1,), "dtype": "int32", "initializer": "zeros"}, {"shape": [4]}]
)
def test_add_weight(options):
    instance = Instance("keras.layers.Layer", {"call": Callback(("x",), lambda x: x)})
    assert admits(World().method(instance, "add_weight", **options), keras.layers.Layer().add_weight(**options))
    world = World()
    world.initialise(instance, dtype="float16")
    if "dtype" not in options:
        real = keras.layers.Layer(dtype="float16").add_weight(**options)
        assert admits(world.method(instance, "add_weight", **options), real)
