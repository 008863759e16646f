"""The training loop: what real Keras hands to the program's own steps, losses, metrics, against the rules."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values
from flake8_hybridize.model.values import Value

from .harness import FakeList
from .keras_harness import Callback, Instance, World, abstract, admits
from .test_keras_calls import Record, compare, same

STEPS = ("train_step", "test_step", "predict_step")


def recording_model(records: dict[str, Record]) -> keras.Model:
    class Steps(keras.Model):
        def call(self, x):
            return x

        def train_step(self, data):
            records["train_step"].append(((data,), {}))
            return {"loss": tf.constant(1.0)}

        def test_step(self, data):
            records["test_step"].append(((data,), {}))
            return {"loss": tf.constant(1.0)}

        def predict_step(self, data):
            records["predict_step"].append(((data,), {}))
            return keras.tree.flatten(data)[0]

    return Steps()


def abstract_model() -> Instance:
    scalar = values.tensor("float32", ())
    return Instance("keras.Model", {name: Callback(("data",), lambda data: scalar) for name in STEPS})


F, L = np.zeros, "int64"
FITS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "remainder": ((F((20, 3)), F((20, 2), L)), {"batch_size": 8}),
    "exact": ((F((16, 3)), F((16,), L)), {"batch_size": 8}),
    "one small batch": ((F((10, 3)), F((10,))), {}),
    "one full batch": ((F((32, 3)), F((32,))), {}),
    "types": ((F((8, 3), "uint8"), F((8, 2), "complex64")), {"batch_size": 4}),
    "half": ((F((8, 3), "float16"), F((8, 2), bool)), {"batch_size": 4}),
    "no labels": ((F((8, 3)),), {"batch_size": 4}),
    "list": (([F((20, 3)), F((20, 4), "int32")], F((20, 2))), {"batch_size": 8}),
    "list alone": (([F((20, 3))],), {"batch_size": 8}),
    "dict": (({"a": F((20, 3)), "b": F((20, 4), "int32")}, {"c": F((20, 2))}), {"batch_size": 5}),
    "tensors": ((tf.zeros((20, 3)), tf.zeros((20, 2), tf.float64)), {}),
    "sample weight": ((F((20, 3)), F((20, 2))), {"sample_weight": F((20,)), "batch_size": 8}),
    "class weight": ((F((20, 3)), F((20,), L)), {"class_weight": {0: 1.0}, "batch_size": 5}),
    "validation data": ((F((16, 3)), F((16, 2))), {"batch_size": 8, "validation_data": (F((5, 3)), F((5, 2)))}),
    "validation split": ((F((20, 3)), F((20, 2))), {"batch_size": 8, "validation_split": 0.2}),
    "validation batch size": (
        (F((16, 3)), F((16, 2))),
        {"batch_size": 8, "validation_data": (F((6, 3)), F((6, 2))), "validation_batch_size": 3},
    ),
    "eager": ((F((10, 3)), F((10,), L)), {"batch_size": 4, "eager": True}),
    "eager exact": ((F((8, 3)), F((8,), L)), {"batch_size": 4, "eager": True}),
}


@pytest.mark.parametrize("arguments", FITS.values(), ids=FITS)
def test_fit_with_arrays(arguments):
    args, keywords = arguments
    keywords = dict(keywords)
    eager = keywords.pop("eager", False)
    records: dict[str, Record] = {name: [] for name in STEPS}
    model = recording_model(records)
    model.compile(run_eagerly=eager)
    model.fit(*args, verbose=0, **keywords)
    world, instance = World(), abstract_model()
    world.method(instance, "compile", run_eagerly=eager)
    world.method(instance, "fit", *args, **keywords)
    assert {s[2] for s in instance.methods["train_step"].seen} == {None if eager else "keras"}
    for name in STEPS:
        if records[name]:
            compare(records[name], instance.methods[name], ("data",))
            assert len(instance.methods[name].seen) == len(unique(records[name]))
        else:
            assert not instance.methods[name].seen


def unique(record: Record) -> set[str]:
    return {str([getattr(leaf, "shape", leaf) for leaf in keras.tree.flatten(args)]) for args, _ in record}


PREDICTIONS = {
    "remainder": (F((10, 3)), {"batch_size": 4}),
    "exact": (F((8, 3)), {"batch_size": 4}),
    "small": (F((10, 3)), {}),
    "list": ([F((10, 3)), F((10, 2), L)], {}),
}


@pytest.mark.parametrize("arguments", PREDICTIONS.values(), ids=PREDICTIONS)
def test_predict_and_evaluate(arguments):
    x, keywords = arguments
    records: dict[str, Record] = {name: [] for name in STEPS}
    model = recording_model(records)
    model.compile()
    model.predict(x, verbose=0, **keywords)
    model.evaluate(x, F((len(keras.tree.flatten(x)[0]),)), verbose=0, **keywords)
    world, instance = World(), abstract_model()
    world.method(instance, "predict", x, **keywords)
    world.method(instance, "evaluate", x, F((len(keras.tree.flatten(x)[0]),)), **keywords)
    for name in ("predict_step", "test_step"):
        compare(records[name], instance.methods[name], ("data",))


def test_single_batches():
    records: dict[str, Record] = {name: [] for name in STEPS}
    model = recording_model(records)
    model.compile()
    world, instance = World(), abstract_model()
    for args, keywords in (
        ((F((3, 2)), F((3,), L)), {}),
        ((F((3, 2)),), {}),
        (([F((3, 2)), F((3, 1))], F((3,), L)), {"sample_weight": F((3,))}),
    ):
        model = recording_model(records)
        model.compile()
        model.train_on_batch(*args, **keywords)
        model.test_on_batch(*args, **keywords)
        world.method(instance, "train_on_batch", *args, **keywords)
        world.method(instance, "test_on_batch", *args, **keywords)
    model.predict_on_batch(F((3, 2)))
    world.method(instance, "predict_on_batch", F((3, 2)))
    for name in STEPS:
        compare(records[name], instance.methods[name], ("data",))


def datasets() -> dict[str, tuple[Any, Value]]:
    """Data sources, and what the analysis sees of each."""

    def generator():
        while True:
            yield F((4, 3)), F((4,), "int32")

    class Pieces(keras.utils.PyDataset):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            return {"a": F((4, 3))}, F((4, 2), "float32")

    slices = tf.data.Dataset.from_tensor_slices((F((20, 3)), F((20,), L)))
    item = Callback(("index",), lambda index: abstract(({"a": F((4, 3))}, F((4, 2), "float32"))))
    size = Callback((), lambda: values.const(3))

    def element(*leaves: Any) -> Value:
        return values.dataset(values.tuple_of(values.tensor(dtype, dims) for dtype, dims in leaves))

    return {
        "dataset": (slices.batch(8), element(("float64", (None, 3)), ("int64", (None,)))),
        "full batches": (slices.batch(8, drop_remainder=True), element(("float64", (8, 3)), ("int64", (8,)))),
        "generator": (generator(), values.stream(abstract((F((4, 3)), F((4,), "int32"))))),
        "sequence": (
            Pieces(),
            Instance("keras.utils.PyDataset", {"__getitem__": item, "__len__": size}),
        ),
    }


@pytest.mark.parametrize("name", ["dataset", "full batches", "generator", "sequence"])
def test_fit_with_other_sources(name):
    data, seen = datasets()[name]
    records: dict[str, Record] = {step: [] for step in STEPS}
    model = recording_model(records)
    model.compile()
    model.fit(data, verbose=0, steps_per_epoch=2 if name == "generator" else None)
    world, instance = World(), abstract_model()
    world.call("keras.Model.fit", [seen], (), instance)
    compare(records["train_step"], instance.methods["train_step"], ("data",))


class Parts:
    """The same losses and metrics for both sides, recorded."""

    def __init__(self) -> None:
        self.record: dict[str, Record] = {}

    def function(self, name: str):
        def value(y_true, y_pred):
            self.record.setdefault(name, []).append(((y_true, y_pred), {}))
            return tf.reduce_mean(tf.square(tf.cast(y_true, tf.float32) - y_pred), -1)

        return value

    def loss(self) -> keras.losses.Loss:
        record = self.record.setdefault("Loss.call", [])

        class Own(keras.losses.Loss):
            def call(self, y_true, y_pred):
                record.append(((y_true, y_pred), {}))
                return tf.reduce_mean(tf.square(y_true - y_pred), -1)

        return Own()

    def metric(self, name: str) -> keras.metrics.Metric:
        record = self.record.setdefault(name, [])

        class Own(keras.metrics.Metric):
            def update_state(self, y_true, y_pred, sample_weight=None):
                assert name == "w" or sample_weight is None
                weight = {"sample_weight": sample_weight} if name == "w" else {}
                record.append(((y_true, y_pred), weight))

            def result(self):
                return tf.constant(1.0)

        return Own(name=name)


class Model(keras.Model):
    def __init__(self, units: int) -> None:
        super().__init__()
        self.units, self.record = units, None

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units))

    def call(self, x, training=None):
        CALLS.append(((x,), {"training": training}))
        return tf.matmul(x, self.w)


CALLS: Record = []


@pytest.mark.parametrize("own_loss", ["function", "class"])
@pytest.mark.parametrize("labels,units", [((20, 2), 2), ((20,), 1), ((20, 1), 1)])
@pytest.mark.parametrize("weighted", [False, True])
def test_losses_and_metrics(own_loss, labels, units, weighted):
    parts = Parts()
    model = Model(units)
    loss = parts.function("loss") if own_loss == "function" else parts.loss()
    model.compile(
        "sgd", loss, metrics=[parts.function("metric"), parts.metric("m")], weighted_metrics=[parts.metric("w")]
    )
    x, y = F((20, 3)), F(labels, L)
    CALLS.clear()
    keywords = {"sample_weight": np.ones((20,))} if weighted else {}
    model.fit(x, y, batch_size=8, verbose=0, **keywords)

    world = World()
    fakes = {
        name: Callback(("y_true", "y_pred"), lambda a, b, **k: values.tensor("float32", None))
        for name in ("loss", "Loss.call", "metric", "m", "w")
    }
    call = Callback(("x", "training"), lambda x, training=None: values.tensor("float32", (None, units), symbolic=True))
    instance = Instance("keras.Model", {"call": call})
    metric = {n: Instance("keras.metrics.Metric", {"update_state": fakes[n]}) for n in ("m", "w")}
    made = fakes["loss"] if own_loss == "function" else Instance("keras.losses.Loss", {"call": fakes["Loss.call"]})
    world.call(
        "keras.Model.compile",
        [values.const("sgd"), made],
        [("metrics", FakeList((fakes["metric"], metric["m"]))), ("weighted_metrics", FakeList((metric["w"],)))],
        instance,
    )
    world.method(instance, "fit", x, y, batch_size=8, **keywords)
    for name, record in parts.record.items():
        compare(record, fakes[name], ("y_true", "y_pred"))
    compare(CALLS, call, ("x",))


def test_training_is_told_by_the_loop():
    for loop, training in (("fit", True), ("evaluate", False), ("predict", False)):
        model = Model(2)
        model.compile("sgd", "mse")
        CALLS.clear()
        args = (F((8, 3)),) if loop == "predict" else (F((8, 3)), F((8, 2)))
        getattr(model, loop)(*args, verbose=0)
        call = Callback(("x", "training"), lambda x, training=None: x)
        instance = Instance("keras.Model", {"call": call})
        World().method(instance, loop, *args)
        assert [k["training"].value for _, k, _ in call.seen] == [training]
        assert CALLS[-1][1]["training"] is training
        compare([CALLS[-1]], call, ("x",))


def test_results_of_the_loop():
    model = Model(2)
    model.compile("sgd", "mse", metrics=["mae"])
    world = World()
    instance = Instance("keras.Model", {"call": Callback(("x", "training"), same)})
    world.method(instance, "compile", "sgd", "mse", metrics=["mae"])
    x, y = F((10, 3)), F((10, 2))
    evaluated = model.evaluate(x, y, verbose=0)
    claimed = world.method(instance, "evaluate", x, y)
    assert isinstance(evaluated, list) and len(claimed.items) == len(evaluated) == 2
    assert admits(world.method(instance, "predict", x), model.predict(x, verbose=0)[:, [0, 1, 0]])
    bare = Model(2)
    bare.compile("sgd", "mse")
    other = Instance("keras.Model", {"call": Callback(("x", "training"), same)})
    world.method(other, "compile", "sgd", "mse")
    assert isinstance(bare.evaluate(x, y, verbose=0), float)
    assert world.method(other, "evaluate", x, y) is values.FLOAT
    history = model.fit(x, y, verbose=0)
    assert type(history).__name__ == "History"
    assert world.method(instance, "fit", x, y).cls == "keras.callbacks.History"


def test_callbacks_run_eagerly_with_python_numbers():
    seen: dict[str, list[Any]] = {}

    class Own(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen["on_epoch_end"] = [type(epoch).__name__, {type(v).__name__ for v in logs.values()}]

        def on_train_batch_begin(self, batch, logs=None):
            seen["on_train_batch_begin"] = [type(batch).__name__]

        def on_train_begin(self, logs=None):
            seen["on_train_begin"] = []

    model = Model(2)
    model.compile("sgd", "mse")
    model.fit(F((4, 3)), F((4, 2)), verbose=0, callbacks=[Own()])
    methods = {name: Callback(("first", "logs"), lambda *a: values.NONE) for name in seen}
    callback = Instance("keras.callbacks.Callback", methods)
    world = World()
    instance = Instance("keras.Model", {"call": Callback(("x",), same)})
    world.call(
        "keras.Model.fit", [abstract(F((4, 3))), abstract(F((4, 2)))], [("callbacks", FakeList((callback,)))], instance
    )
    assert set(seen) == {"on_epoch_end", "on_train_batch_begin", "on_train_begin"}
    for name, record in seen.items():
        assert methods[name].seen, name
        args, _, traced_by = methods[name].seen[0]
        assert traced_by is None
        if record:
            assert args[0] is values.INT and record[0] == "int"
    assert world.read(callback, "model") is instance
