"""Metrics of Keras: objects, and the user's own classes and functions that ``compile`` is given.

A metric *function* given to ``compile`` gets ``y_true`` and ``y_pred`` as they are (``int64`` labels stay ``int64``).
``update_state`` of a user's class gets them likewise, with ``sample_weight`` only under ``weighted_metrics``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...model.values import (
    NONE,
    Array,
    Const,
    LibraryObject,
    Shape,
    Symbol,
    Tensor,
    Tuple,
    Union,
    Value,
    atoms,
    tensor,
    union,
    unknown,
)
from ..protocol import Call
from ..tensorflow import convert
from .config import Config
from .losses import _pairs as pairs
from .values import argument, given, like, variable

# Results of these have as many numbers as the data have classes or thresholds.
_VECTORS = {"Precision", "Recall", "TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"}
_OPEN = {"MeanTensor", "F1Score", "FBetaScore", "R2Score", "MetricConfusionMatrix"}


def result(call: Call) -> Value:
    """``metric.result()``: a float32 scalar for those of Keras."""
    receiver = call.receiver
    if receiver is None:
        return unknown("result of a metric")
    return result_of(call, receiver)


def result_of(call: Call, metric: Value) -> Value:
    """The value of ``metric``."""
    own = call.method(metric, "result")
    if own is not None:
        return call.invoke(own, [])
    config = Config(call, metric)
    if isinstance(metric, LibraryObject):
        name = metric.cls.rpartition(".")[2]
        if name in _OPEN:
            return unknown(f"shape of the result of {name}")
        if name in _VECTORS and given(config.value("thresholds")) and call.items(config.value("thresholds") or NONE):
            return tensor("float32", None, symbolic=call.graph)
    return tensor("float32", (), symbolic=call.graph)


def metric_call(call: Call) -> Value:
    """``metric(y_true, y_pred)``: ``update_state`` with the same arguments, then ``result``."""
    if call.receiver is None:
        return unknown("call of a metric")
    own = call.method(call.receiver, "update_state")
    if own is not None:
        call.invoke(own, call.positional(), call.keywords())
    return result_of(call, call.receiver)


def nothing(call: Call) -> Value:
    """``update_state``, ``reset_state`` and their like give ``None``."""
    return NONE


def state(call: Call) -> Value:
    """``metric.variables``."""
    return call.new_list([], variable("float32", None))


def drive(
    call: Call, metrics: Value, left: Value, right: Value, weight: Value = NONE, *, weighted: bool = False
) -> None:
    """Call what ``compile(metrics=…)`` holds of the program's own."""
    if isinstance(metrics, Union):
        for member in metrics.members:
            drive(call, member, left, right, weight, weighted=weighted)
        return
    if isinstance(metrics, (Const, Array, Tensor)):
        return
    items = call.items(metrics)
    if items is not None:
        # A list with lists in it, and a dict, hold those of each output; a plain list belongs to every output.
        nested = items.keys is not None or any(call.items(item) is not None for item in items.known)
        outputs = pairs(call, left, right)
        for position, item in enumerate(items.known):
            target = outputs[position] if nested and position < len(outputs) else (left, right)
            drive(call, item, *target, weight, weighted=weighted)
        return
    for y_true, y_pred in pairs(call, left, right):
        _update(call, metrics, y_true, y_pred, weight, weighted=weighted)


def _update(call: Call, metric: Value, left: Value, right: Value, weight: Value, *, weighted: bool) -> None:
    own = call.method(metric, "update_state")
    if own is not None:
        call.invoke(own, [left, right], [("sample_weight", weight)] if weighted else [])
        for name in ("result", "reset_state"):
            method = call.method(metric, name)
            if method is not None:
                call.invoke(method, [])
    elif not isinstance(metric, (LibraryObject, Symbol)):
        call.invoke(metric, [left, right])


Dims = Callable[[Shape, Shape], Shape]


def _without_last(left: Shape, right: Shape) -> Shape:
    return None if not right else right[:-1]


def _elementwise(left: Shape, right: Shape) -> Shape:
    if left is None or right is None or left != right:
        return None
    return right


def function(dims: Dims) -> Callable[[Call], Value]:
    """A metric function: one float32 number per sample."""

    def rule(call: Call) -> Value:
        left, right = argument(call, "y_true"), argument(call, "y_pred", position=1)
        if left is None or right is None:
            return unknown("arguments of a metric")
        return union(_claim(call, dims, a, b) for a in atoms(left) for b in atoms(right))

    return rule


def _claim(call: Call, dims: Dims, left: Value, right: Value) -> Value:
    a, b = convert.as_tensor(call, left), convert.as_tensor(call, right)
    if a is None or b is None or convert.UNKNOWN in (a.origin, b.origin):
        return unknown("arguments of a metric")
    kind = "keras_tensor" if "keras_tensor" in (a.kind, b.kind) else "tensor"
    return like(call, tensor(kind=kind), "float32", dims(a.shape, b.shape))


def names(call: Call, metrics: Value) -> Sequence[Value] | None:
    """The metrics of a plain list, as many as ``evaluate`` reports; ``None`` if it is no such list."""
    if isinstance(metrics, (Union, Tuple)):
        return metrics.items if isinstance(metrics, Tuple) and metrics.rest is None else None
    items = call.items(metrics)
    if items is None or items.rest is not None or items.keys is not None:
        return None
    return None if any(call.items(item) is not None for item in items.known) else items.known


RULES = {
    "keras.metrics.Metric.__call__": metric_call,
    "keras.metrics.Metric.result": result,
    "keras.metrics.Metric.update_state": nothing,
    "keras.metrics.Metric.reset_state": nothing,
    "keras.metrics.binary_accuracy": function(_elementwise),
    "keras.metrics.categorical_accuracy": function(_without_last),
    "keras.metrics.sparse_categorical_accuracy": function(_without_last),
    "keras.metrics.top_k_categorical_accuracy": function(_without_last),
}

PROPERTIES = {"keras.metrics.Metric.variables": state}
