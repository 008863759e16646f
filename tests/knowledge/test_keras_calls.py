"""How Keras calls the program's own code: the same class under real Keras and under the rules.

Every real call is recorded; each has to be admitted by one of the calls that the rules make.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values
from flake8_hybridize.model.values import Value

from .keras_harness import Callback, Instance, World, abstract, admits, callback

Record = list[tuple[tuple[Any, ...], dict[str, Any]]]


def same(value: Value, *_: Any, **__: Any) -> Value:
    return value


def compare(real: Record, claimed: Callback, names: tuple[str, ...], exact: bool = True) -> None:
    """Every real call is one of the claimed calls."""
    assert real, "Keras made no call: the test shows nothing"
    assert claimed.seen, "the rules made no call"
    for args, keywords in real:
        bound = dict(zip(names, args, strict=False)) | keywords
        if not any(_admits(dict(zip(names, a, strict=False)) | k, bound, exact) for a, k, _ in claimed.seen):
            described = {k: getattr(v, "shape", v) for k, v in bound.items()}
            raise AssertionError(f"real call {described} {bound} not among {claimed.seen}")


def _admits(claimed: dict[str, Value], real: dict[str, Any], exact: bool) -> bool:
    return all(name in claimed and admits(claimed[name], value, exact) for name, value in real.items()) and all(
        name in real for name in claimed if name != "training"
    )


def recording_layer(record: Record, builds: Record) -> keras.layers.Layer:
    class Recording(keras.layers.Layer):
        def build(self, input_shape):
            builds.append(((input_shape,), {}))

        def call(self, x):
            record.append(((x,), {}))
            return x

    return Recording()


def recording_instance(base: str = "keras.layers.Layer") -> tuple[Instance, Callback, Callback]:
    call, build = Callback(("x",), same), Callback(("input_shape",), lambda shape: values.NONE)
    return Instance(base, {"call": call, "build": build}), call, build


ARGUMENTS = {
    "float64 array": np.zeros((2, 3)),
    "float32 array": np.zeros((2, 3), "float32"),
    "int array": np.zeros((2, 3), "int64"),
    "uint8 array": np.zeros((2, 3), "uint8"),
    "bool array": np.zeros((2, 3), bool),
    "NumPy scalar": np.float64(2.0),
    "float64 tensor": tf.zeros((2, 3), tf.float64),
    "float16 tensor": tf.zeros((2, 3), tf.float16),
    "string tensor": tf.constant(["a"]),
    "complex tensor": tf.zeros((2,), tf.complex64),
    "variable": tf.Variable(tf.zeros((2, 3))),
    "float64 variable": tf.Variable(tf.zeros((2, 3), tf.float64)),
    "ragged": tf.ragged.constant([[1.0], [2.0, 3.0]]),
    "sparse": tf.sparse.from_dense([[1.0, 0.0]]),
    "list": [np.zeros((2, 3)), tf.zeros((2, 4))],
    "tuple": (np.zeros((2, 3)), tf.zeros((2, 4))),
    "dict": {"a": np.zeros((2, 3)), "b": tf.zeros((2, 4), tf.int32)},
    "nested": {"a": [np.zeros((2, 3)), tf.zeros((2, 4))]},
    "Keras tensor": keras.Input((3,)),
    "int Keras tensor": keras.Input((3,), dtype="int32"),
    "float64 Keras tensor": keras.Input((None, 3), dtype="float64"),
    "Keras tensor with batch": keras.Input((3,), batch_size=5),
    "list of Keras tensors": [keras.Input((3,)), keras.Input((None, 4))],
    "dict of Keras tensors": {"a": keras.Input((3,)), "b": keras.Input((None, 4))},
}


@pytest.mark.parametrize("argument", ARGUMENTS.values(), ids=ARGUMENTS)
@pytest.mark.parametrize("graph", [False, True])
def test_layer_call(argument, graph):
    if graph and any(isinstance(leaf, keras.KerasTensor) for leaf in keras.tree.flatten(argument)):
        pytest.skip("Keras tensors are for eager code")
    record: Record = []
    builds: Record = []
    layer = recording_layer(record, builds)
    observed: list[Any] = []
    if graph:
        tf.function(lambda: observed.append(layer(argument)), autograph=False).get_concrete_function()
    else:
        observed.append(layer(argument))
    world = World(graph=graph)
    instance, call, build = recording_instance()
    claimed = world.apply(instance, argument)
    ragged = isinstance(argument, tf.RaggedTensor)
    compare(record, call, ("x",), exact=not ragged)
    assert [str(values_of(a[0])) for a, _, _ in build.seen] == [str(plain(a[0])) for a, _ in builds]
    assert admits(claimed, observed[0], exact=not ragged)


def plain(shape: Any) -> Any:
    """A shape structure without container classes of Keras."""
    if isinstance(shape, dict):
        return {k: plain(v) for k, v in shape.items()}
    if isinstance(shape, list):
        return [plain(s) for s in shape]
    if isinstance(shape, tuple):
        return tuple(plain(s) for s in shape)
    return shape


def values_of(value: Value) -> Any:
    """The Python structure that constants, tuples, lists and dicts stand for."""
    match value:
        case values.Const(value=constant):
            return constant
        case values.Tuple(items=items):
            return tuple(values_of(i) for i in items)
    if hasattr(value, "keys"):
        return {k.value: values_of(i) for k, i in zip(value.keys, value.items, strict=True)}
    if hasattr(value, "items"):
        return [values_of(i) for i in value.items]
    return value


def test_build_gets_shapes_by_name():
    class Two(keras.layers.Layer):
        def build(self, a_shape, b_shape):
            seen.append((a_shape, b_shape))

        def call(self, a, b):
            return a

    seen: list[Any] = []
    Two()(np.zeros((2, 3)), np.zeros((4, 5)))
    build = Callback(("a_shape", "b_shape"), lambda **shapes: values.NONE)
    call = Callback(("a", "b"), same)
    World().apply(Instance("keras.layers.Layer", {"build": build, "call": call}), np.zeros((2, 3)), np.zeros((4, 5)))
    assert [tuple(values_of(v) for v in k.values()) for _, k, _ in build.seen] == seen == [((2, 3), (4, 5))]


@pytest.mark.parametrize("passed", [None, True, False])
@pytest.mark.parametrize("default", [None, False])
def test_training(passed, default):
    record: list[Any] = []

    class Inner(keras.layers.Layer):
        def build(self, shape):
            self.built = True

        def call(self, x, training=default):
            record.append(training)
            return x

    class Outer(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        def build(self, shape):
            self.inner.build(shape)

        def call(self, x):
            return self.inner(x)

    keywords = {} if passed is None else {"training": passed}
    Outer()(np.zeros((2, 3)), **keywords)
    world = World()
    inner_call = Callback(("x", "training"), same)
    inner = Instance("keras.layers.Layer", {"call": inner_call})
    outer_call = Callback(("x",), lambda x: world.invoke(inner, [x]))
    world.apply(Instance("keras.layers.Layer", {"call": outer_call}), np.zeros((2, 3)), **keywords)
    claimed = [k["training"].value if "training" in k else default for _, k, _ in inner_call.seen]
    assert record[-1] in claimed
    if passed is None:
        assert claimed == record


def test_mask_of_an_embedding():
    record: Record = []

    class Masked(keras.layers.Layer):
        def call(self, x, mask=None):
            record.append(((x,), {"mask": mask}))
            return x

    world = World()
    ids = np.array([[1, 2, 0]])
    Masked()(keras.layers.Embedding(5, 4, mask_zero=True)(ids))
    call = Callback(("x", "mask"), same)
    layer = Instance("keras.layers.Layer", {"call": call})
    embedded = world.apply(world.make("keras.layers.Embedding", 5, 4, mask_zero=True), ids)
    world.invoke(layer, [embedded])
    compare(record, call, ("x", "mask"))


@pytest.mark.parametrize("symbolic", [False, True])
def test_own_compute_mask(symbolic):
    record: Record = []

    class Masked(keras.layers.Layer):
        def call(self, x):
            return x * 2.0

        def compute_mask(self, inputs, mask=None):
            record.append(((inputs, mask), {}))
            return mask

    world = World()
    ids = keras.Input((3,), dtype="int32") if symbolic else np.array([[1, 2, 0]])
    Masked()(keras.layers.Embedding(5, 4, mask_zero=True)(ids))
    mask = Callback(("inputs", "mask"), lambda inputs, mask: mask)
    layer = Instance("keras.layers.Layer", {"call": Callback(("x",), same), "compute_mask": mask})
    world.invoke(layer, [world.apply(world.make("keras.layers.Embedding", 5, 4, mask_zero=True), ids)])
    compare(record, mask, ("inputs", "mask"))


@pytest.mark.parametrize("batch", [5, None])
def test_functional_models_call_their_layers_again(batch):
    record: Record = []
    builds: Record = []
    layer = recording_layer(record, builds)
    inputs = keras.Input((3,))
    model = keras.Model(inputs, layer(inputs))
    world = World()
    instance, call, _ = recording_instance()
    claimed = world.call("keras.Model", [abstract(inputs), world.apply(instance, inputs)])
    if batch is None:
        model(keras.Input((3,)))
        world.apply(claimed, keras.Input((3,)))
    else:
        model(np.zeros((batch, 3)))
        world.apply(claimed, np.zeros((batch, 3)))
    compare(record, call, ("x",))


def test_custom_activation_and_lambda():
    record: Record = []

    def function(x):
        record.append(((x,), {}))
        return x

    fake = callback(function, same)
    world = World()
    for argument in (np.zeros((2, 3)), keras.Input((3,))):
        for cls, name, options in (
            ("Dense", "activation", {"units": 4}),
            ("Activation", "activation", {}),
            ("Lambda", "function", {}),
            ("Conv1D", "activation", {"filters": 2, "kernel_size": 1}),
        ):
            if cls == "Conv1D":
                argument = keras.Input((4, 3)) if isinstance(argument, keras.KerasTensor) else np.zeros((2, 4, 3))
            observed = getattr(keras.layers, cls)(**{name: function}, **options)(argument)
            state = {k: abstract(v) for k, v in options.items()} | {name: fake}
            layer = values.library_object(f"keras.layers.{cls}", state.items(), 7)
            claimed = world.invoke(layer, [abstract(argument)])
            assert admits(claimed, observed), (cls, argument)
    compare(record, fake, ("x",))


def test_initializer_regularizer_constraint():
    seen: dict[str, Record] = {"initializer": [], "regularizer": [], "constraint": []}

    def initializer(shape, dtype=None):
        seen["initializer"].append(((shape,), {"dtype": str(dtype)}))
        return tf.zeros(shape, dtype)

    def regularizer(w):
        seen["regularizer"].append(((w,), {}))
        return tf.reduce_sum(w)

    def constraint(w):
        seen["constraint"].append(((w,), {}))
        return w

    layer = keras.layers.Dense(
        4, kernel_initializer=initializer, kernel_regularizer=regularizer, kernel_constraint=constraint
    )
    model = keras.Sequential([layer])
    model.compile("sgd", "mse")
    model.fit(np.zeros((4, 3)), np.zeros((4, 4)), verbose=0)
    fakes = {
        "initializer": callback(initializer),
        "regularizer": callback(regularizer, lambda w: values.FLOAT),
        "constraint": callback(constraint),
    }
    state = [("units", values.const(4)), *((f"kernel_{name}", fake) for name, fake in fakes.items())]
    World().apply(values.library_object("keras.layers.Dense", state, 1), np.zeros((4, 3)))
    for name, record in seen.items():
        names = ("shape",) if name == "initializer" else ("w",)
        compare(record, fakes[name], names)


def recording_cell(record: Record, size: Any) -> keras.layers.Layer:
    class Cell(keras.layers.Layer):
        state_size = size

        def call(self, x, states):
            record.append(((x, states), {}))
            return states[0], list(states)

    return Cell()


@pytest.mark.parametrize("size", [5, [5, 5], [5, 6, 7]])
@pytest.mark.parametrize("sequences", [False, True])
def test_cell(size, sequences):
    record: Record = []
    options = {"return_sequences": sequences, "return_state": True}
    x = np.zeros((2, 7, 3))
    observed = keras.layers.RNN(recording_cell(record, size), **options)(x)
    world = World()

    def step(x: Value, states: Value) -> Value:
        assert isinstance(states, values.Tuple)
        return values.tuple_of([states.items[0], states])

    call = Callback(("x", "states"), step)
    cell = Instance("keras.layers.Layer", {"call": call}, {"state_size": abstract(size)})
    layer = values.library_object(
        "keras.layers.RNN", [("cell", cell), *((k, values.const(v)) for k, v in options.items())], 3
    )
    claimed = world.apply(layer, x)
    compare(record, call, ("x", "states"))
    assert admits(claimed, tuple(observed))


@pytest.mark.parametrize("symbolic", [False, True])
def test_wrappers(symbolic):
    world = World()
    x = keras.Input((7, 3)) if symbolic else np.zeros((2, 7, 3), "float32")
    for cls, inner, options in (
        ("TimeDistributed", "Dense", {"units": 4}),
        ("Bidirectional", "LSTM", {"units": 4}),
        ("Bidirectional", "GRU", {"units": 4, "return_sequences": True, "return_state": True}),
    ):
        observed = getattr(keras.layers, cls)(getattr(keras.layers, inner)(**options))(x)
        wrapped = world.make(f"keras.layers.{inner}", **options)
        layer = values.library_object(f"keras.layers.{cls}", [("layer", wrapped)], 5)
        claimed = world.apply(layer, x)
        assert admits(claimed, tuple(observed) if isinstance(observed, (list, tuple)) else observed), cls
