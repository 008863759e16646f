"""The training loop of Keras: ``compile``, ``fit``, ``evaluate``, ``predict`` and the steps that they drive.

Observed with Keras 3.15 on TensorFlow 2.21:

- ``fit`` traces ``train_step(data)`` (the user's, or its own: ``call(x, training=True)``, ``compute_loss``, metrics,
  ``apply_gradients``); with ``run_eagerly=True`` it runs eagerly. ``evaluate`` and ``validation_data`` drive
  ``test_step`` with ``training=False``, ``predict`` drives ``predict_step`` likewise. ``training`` is passed only to a
  ``call`` that has the parameter.
- ``data`` is what :mod:`.data` says.
- ``compute_loss`` gets ``x, y, y_pred, sample_weight`` (and ``training``) by keyword, ``compute_metrics`` the
  first four.
- Callbacks run eagerly: epochs and batches are Python ints, ``logs`` a dict of floats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.values import (
    FALSE,
    FLOAT,
    INT,
    NEVER,
    NONE,
    TRUE,
    Array,
    Const,
    LibraryObject,
    Tensor,
    Value,
    array,
    atoms,
    const,
    library_object,
    method,
    tensor,
    union,
    unknown,
)
from ..names import canonical
from ..protocol import Call
from . import losses, metrics, optimizers
from .data import Feed, elements_of, one_batch, relaxed, unpack
from .values import KERAS_2, argument, constant, elements, flag, framework, given, leaves, map_leaves, text

_COMPILED = ("optimizer", "loss", "metrics", "weighted_metrics", "run_eagerly", "jit_compile")
# Objects that Keras makes of the names that ``compile`` takes for an optimizer.
_OPTIMIZERS = {
    name.lower(): name
    for name in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion", "Lamb")
}


def compile_model(call: Call) -> Value:
    """``model.compile(…)``: what was given is remembered with the model."""
    if call.receiver is None:
        return NONE
    for position, name in enumerate(("optimizer", "loss")):
        value = argument(call, name, position=position)
        if value is not None:
            call.remember(call.receiver, name, _optimizer(value) if name == "optimizer" else value)
    if argument(call, "optimizer") is None:
        call.remember(call.receiver, "optimizer", library_object("keras.optimizers.RMSprop"))
    for name in _COMPILED[2:]:
        value = argument(call, name, position=None)
        if value is not None:
            call.remember(call.receiver, name, value)
            if name == "run_eagerly" and flag(value, default=False) is True:
                call.hazard("run-eagerly", "compile(run_eagerly=True)")
    return NONE


def _optimizer(value: Value) -> Value:
    cls = _OPTIMIZERS.get((text(value) or "").lower())
    return value if cls is None else library_object(canonical(f"keras.optimizers.{cls}") or f"keras.optimizers.{cls}")


def eager(call: Call, model: Value) -> bool:
    """``run_eagerly=True`` was given (and never anything else)."""
    return flag(_recall(call, model, "run_eagerly"), default=False) is True


def _recall(call: Call, model: Value, name: str) -> Value | None:
    found = call.recall(model, name)
    return None if found is NEVER else found


def fit(call: Call) -> Value:
    """``model.fit(…)``: training steps, then validation; gives a ``History``."""
    model = call.receiver
    if model is None:
        return unknown("fit")
    call.remember(framework(), "training", TRUE)
    mode = "eager" if eager(call, model) else "graph"
    x, y = argument(call, "x"), argument(call, "y", position=1)
    split = call.arg("validation_split")
    feed = Feed(
        x or unknown("data of fit"),
        y,
        call.arg("sample_weight"),
        argument(call, "batch_size", position=2),
        call.arg("class_weight"),
        mode,
        split,
    )
    drive(call, model, "train_step", elements_of(call, feed))
    validate(call, model, feed)
    run_callbacks(call, model, call.arg("callbacks"), "train")
    return library_object("keras.callbacks.History", (), call.site())


def validate(call: Call, model: Value, feed: Feed) -> None:
    """The test steps of ``validation_data`` or ``validation_split``."""
    kept = call.arg("validation_data")
    size = call.arg("validation_batch_size")
    size = size if given(size) else feed.batch_size
    if kept is not None and given(kept):
        call.remember(framework(), "training", FALSE)
        for atom in atoms(kept):
            parts = elements(call, atom)
            found = [atom] if parts is None else list(parts)
            padded = [*found, None, None]
            inner = Feed(found[0], padded[1], padded[2], size, None, feed.mode)
            drive(call, model, "test_step", elements_of(call, inner))
    elif feed.split is not None and given(feed.split) and constant(feed.split) != 0:
        call.remember(framework(), "training", FALSE)
        inner = Feed(feed.x, feed.y, feed.sample_weight, size, None, feed.mode, feed.split, "validation")
        drive(call, model, "test_step", elements_of(call, inner))


def evaluate(call: Call) -> Value:
    """``model.evaluate(…)``: a float, a list of floats with metrics, a dict with ``return_dict=True``."""
    model = call.receiver
    if model is None:
        return unknown("evaluate")
    call.remember(framework(), "training", FALSE)
    mode = "eager" if eager(call, model) else "graph"
    feed = Feed(
        argument(call, "x") or unknown("data of evaluate"),
        argument(call, "y", position=1),
        call.arg("sample_weight"),
        argument(call, "batch_size", position=2),
        None,
        mode,
    )
    drive(call, model, "test_step", elements_of(call, feed))
    run_callbacks(call, model, call.arg("callbacks"), "test")
    return logs(call, model, "test_step")


def logs(call: Call, model: Value, step: str) -> Value:
    """What ``evaluate`` and ``…_on_batch`` return."""
    wanted = flag(argument(call, "return_dict", position=None), default=False)
    if wanted is None:
        return unknown("return_dict")
    if wanted:
        return call.new_dict([], FLOAT, "logs")
    if call.method(model, step) is not None:
        return union((FLOAT, call.new_list([], FLOAT)))
    given_metrics = _recall(call, model, "metrics")
    if given_metrics is None or given_metrics is NONE:
        return FLOAT
    count = metrics.names(call, given_metrics)
    if count is None or _recall(call, model, "weighted_metrics") is not None:
        return call.new_list([FLOAT], FLOAT)
    return call.new_list([FLOAT] * (1 + len(count))) if count else FLOAT


def predict(call: Call) -> Value:
    """``model.predict(x)``: NumPy arrays of all batches in one."""
    model = call.receiver
    if model is None:
        return unknown("predict")
    call.remember(framework(), "training", FALSE)
    traced = "predict" if call.recall(framework(), KERAS_2) is NEVER else "graph"
    mode = "eager" if eager(call, model) else traced
    x = argument(call, "x") or unknown("data of predict")
    feed = Feed(x, None, None, argument(call, "batch_size", position=1), None, mode)
    results = drive(call, model, "predict_step", elements_of(call, feed))
    run_callbacks(call, model, call.arg("callbacks"), "predict")
    count = _count(call, x)
    return union(map_leaves(call, result, lambda leaf: _as_array(leaf, count)) for result in results)


def _count(call: Call, x: Value) -> int | None:
    for leaf in leaves(call, x):
        if isinstance(leaf, (Array, Tensor)) and leaf.shape:
            return leaf.shape[0]
    return None


def _as_array(leaf: Value, count: int | None) -> Value:
    if not isinstance(leaf, Tensor):
        return leaf
    dims = (count, *leaf.shape[1:]) if leaf.shape else leaf.shape
    return array(leaf.dtype, dims)


def on_batch(call: Call) -> Value:
    """``train_on_batch``, ``test_on_batch`` and ``predict_on_batch``."""
    model, kind = call.receiver, call.name.rpartition(".")[2]
    if model is None:
        return unknown(kind)
    step = {"train_on_batch": "train_step", "test_on_batch": "test_step"}.get(kind, "predict_step")
    call.remember(framework(), "training", const(step == "train_step"))
    symbolic = not eager(call, model)
    parts: list[Value | None] = [argument(call, "x")]
    if step != "predict_step":
        weight = call.arg("sample_weight")
        if given(call.arg("class_weight")):
            target = argument(call, "y", position=1)
            count = target.shape[0] if isinstance(target, (Array, Tensor)) and target.shape else None
            weight = tensor("float32", (count,), symbolic=symbolic)
        parts += [argument(call, "y", position=1), weight]
    results = drive(call, model, step, [one_batch(call, parts, symbolic=symbolic)])
    if step != "predict_step":
        return logs(call, model, step)
    return union(map_leaves(call, result, lambda leaf: _as_array(leaf, _first(leaf))) for result in results)


def _first(leaf: Value) -> int | None:
    return leaf.shape[0] if isinstance(leaf, Tensor) and leaf.shape else None


def drive(call: Call, model: Value, step: str, found: Sequence[Value]) -> list[Value]:
    """Run ``step`` with each possible element, the user's own or that of Keras."""
    traced_by = None if eager(call, model) else "keras"
    if traced_by is not None:
        found = [*found, *_retraced(call, model, step, found)]
    own = call.method(model, step)
    if own is not None:
        return [call.invoke(own, [element], traced_by=traced_by) for element in found]
    return [_STEPS[step](call, model, element, traced_by) for element in found]


def _retraced(call: Call, model: Value, step: str, found: Sequence[Value]) -> list[Value]:
    """The element of the trace that Keras makes when data of another shape come: steps are traced with relaxed
    shapes then, over all calls of ``fit`` and its like."""
    for element in found:
        call.remember(model, f"{step} element", element)
    other = relaxed(call.recall(model, f"{step} element"))
    return [] if other is None or other in found else [other]


def _forward(call: Call, model: Value, x: Value, training: bool, traced_by: str | None) -> Value:
    own = call.method(model, "__call__")
    names = None if own is None else call.parameters(own)
    takes = own is None or (names is not None and ("training" in names or any(n.startswith("**") for n in names)))
    return call.invoke(model, [x], [("training", const(training))] if takes else [], traced_by=traced_by)


def train(call: Call, model: Value, element: Value, traced_by: str | None) -> Value:
    """Keras' own ``train_step``."""
    for atom in atoms(element):
        x, y, weight = unpack(call, atom)
        predicted = _forward(call, model, x, True, traced_by)
        _score(call, model, (x, y, predicted, weight), training=True, traced_by=traced_by)
        optimizer = _recall(call, model, "optimizer")
        if optimizer is not None:
            for held in atoms(optimizer):
                optimizers.drive(call, held, traced_by)
    return _metric_dict(call, traced_by)


def test(call: Call, model: Value, element: Value, traced_by: str | None) -> Value:
    """Keras' own ``test_step``."""
    for atom in atoms(element):
        x, y, weight = unpack(call, atom)
        predicted = _forward(call, model, x, False, traced_by)
        _score(call, model, (x, y, predicted, weight), training=False, traced_by=traced_by)
    return _metric_dict(call, traced_by)


def infer(call: Call, model: Value, element: Value, traced_by: str | None) -> Value:
    """Keras' own ``predict_step``."""
    return union(_forward(call, model, unpack(call, atom)[0], False, traced_by) for atom in atoms(element))


_STEPS = {"train_step": train, "test_step": test, "predict_step": infer}


def _metric_dict(call: Call, traced_by: str | None) -> Value:
    return call.new_dict([], tensor("float32", (), symbolic=call.graph or traced_by is not None), "metrics")


_Batch = tuple[Value, Value, Value, Value]


def _score(call: Call, model: Value, batch: _Batch, *, training: bool, traced_by: str | None) -> None:
    named = list(zip(("x", "y", "y_pred", "sample_weight"), batch, strict=True))
    own = call.method(model, "compute_loss")
    if own is None:
        call.invoke(_bound(model, "compute_loss"), [], named, traced_by=traced_by)
    else:
        names = call.parameters(own)
        takes = names is not None and ("training" in names or any(n.startswith("**") for n in names))
        call.invoke(own, [], [*named, *([("training", const(training))] if takes else [])], traced_by=traced_by)
    own = call.method(model, "compute_metrics") or _bound(model, "compute_metrics")
    call.invoke(own, [], named, traced_by=traced_by)


def _bound(model: Value, name: str) -> Value:
    return method(f"keras.Model.{name}", model)


def compute_loss(call: Call) -> Value:
    """``model.compute_loss(x, y, y_pred, sample_weight)``: the compiled loss and all that was added to it."""
    left, right = argument(call, "y", position=1), argument(call, "y_pred", position=2)
    if call.receiver is not None and left is not None and right is not None:
        loss = _recall(call, call.receiver, "loss")
        if loss is not None:
            for a in atoms(left):
                for b in atoms(right):
                    losses.drive(call, loss, a, b)
    return tensor("float32", (), symbolic=call.graph)


def compiled_loss(call: Call) -> Value:
    """``model.compiled_loss(y_true, y_pred)`` of Keras 2."""
    left, right = argument(call, "y_true"), argument(call, "y_pred", position=1)
    loss = None if call.receiver is None else _recall(call, call.receiver, "loss")
    if loss is not None and left is not None and right is not None:
        losses.drive(call, loss, left, right)
    return tensor("float32", (), symbolic=call.graph)


def compute_metrics(call: Call) -> Value:
    """``model.compute_metrics(x, y, y_pred, sample_weight)``: a dict of scalars."""
    left, right = argument(call, "y", position=1), argument(call, "y_pred", position=2)
    weight = argument(call, "sample_weight", position=3) or NONE
    if call.receiver is not None and left is not None and right is not None:
        for name in ("metrics", "weighted_metrics"):
            held = _recall(call, call.receiver, name)
            if held is not None:
                for a in atoms(left):
                    for b in atoms(right):
                        metrics.drive(call, held, a, b, weight, weighted=name == "weighted_metrics")
    return _metric_dict(call, None)


def own_step(call: Call) -> Value:
    """``super().train_step(data)`` and its kin: run as the caller does."""
    data = argument(call, "data")
    if call.receiver is None or data is None:
        return unknown("step")
    return _STEPS[call.name.rpartition(".")[2]](call, call.receiver, data, None)


def run_callbacks(call: Call, model: Value, value: Value | None, phase: str) -> None:
    """Call the methods of the user's callbacks."""
    if value is None or isinstance(value, Const):
        return
    for callback in elements(call, value) or (value,):
        call.remember(callback, "model", model)
        if isinstance(callback, LibraryObject):
            _functions_of(call, callback)
            continue
        record = call.new_dict([], FLOAT, "logs")
        for name, args in _events(phase, record):
            own = call.method(callback, name)
            if own is not None:
                call.invoke(own, args)


def _events(phase: str, record: Value) -> list[tuple[str, list[Value]]]:
    found: list[tuple[str, list[Value]]] = []
    for when in ("begin", "end"):
        found.append((f"on_{phase}_{when}", [record]))
        found.append((f"on_{phase}_batch_{when}", [INT, record]))
        if phase == "train":
            found.append((f"on_epoch_{when}", [INT, record]))
            found.append((f"on_batch_{when}", [INT, record]))
            found.append((f"on_test_{when}", [record]))
            found.append((f"on_test_batch_{when}", [INT, record]))
    return found


def _functions_of(call: Call, callback: LibraryObject) -> None:
    """Functions held by ``LambdaCallback`` and ``LearningRateScheduler``."""
    record = call.new_dict([], FLOAT, "logs")
    for name, function in callback.state:
        if isinstance(function, (Const, LibraryObject)):
            continue
        if name == "schedule":
            call.invoke(function, [INT, FLOAT])
        elif name.startswith("on_"):
            call.invoke(function, [record] if name.startswith("on_train_") and "batch" not in name else [INT, record])


def get_optimizer(call: Call) -> Value:
    """``model.optimizer``."""
    return _remembered(call, "optimizer")


def get_loss(call: Call) -> Value:
    """``model.loss``."""
    return _remembered(call, "loss")


def callback_model(call: Call) -> Value:
    """``callback.model``."""
    return _remembered(call, "model")


def _remembered(call: Call, name: str) -> Value:
    found = None if call.receiver is None else _recall(call, call.receiver, name)
    return unknown(name) if found is None else found


def history(call: Call) -> Value:
    """``history.history``: lists of floats by name."""
    return call.new_dict([], call.new_list([], FLOAT, "history"), "history")


def epochs(call: Call) -> Value:
    """``history.epoch``."""
    return call.new_list([], INT)


def model_metrics(call: Call) -> Value:
    """``model.metrics``: objects of ``keras.metrics.Metric``."""
    return call.new_list([], library_object("keras.metrics.Metric"))


RULES = {
    "keras.Model.compile": compile_model,
    "keras.Model.fit": fit,
    "keras.Model.fit_generator": fit,
    "keras.Model.evaluate": evaluate,
    "keras.Model.predict": predict,
    "keras.Model.train_on_batch": on_batch,
    "keras.Model.test_on_batch": on_batch,
    "keras.Model.predict_on_batch": on_batch,
    "keras.Model.train_step": own_step,
    "keras.Model.test_step": own_step,
    "keras.Model.predict_step": own_step,
    "keras.Model.compute_loss": compute_loss,
    "keras.Model.compute_metrics": compute_metrics,
    "keras.Model.compiled_loss": compiled_loss,
}

PROPERTIES = {
    "keras.Model.optimizer": get_optimizer,
    "keras.Model.loss": get_loss,
    "keras.Model.metrics": model_metrics,
    "keras.callbacks.Callback.model": callback_model,
    "keras.callbacks.History.history": history,
    "keras.callbacks.History.epoch": epochs,
}
