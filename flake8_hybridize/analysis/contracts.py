"""What Keras passes to the methods that it calls, where no call of the program tells.

Sources: https://keras.io/api/layers/base_layer/, https://keras.io/api/losses/, https://keras.io/api/metrics/base_metric/,
https://keras.io/api/callbacks/base_callback/.
"""

from __future__ import annotations

from ..model.facts import Judgement
from . import classes
from .objects import ClassValue, FunctionValue
from .state import FunctionInfo, Machine

_TENSORS = {
    "keras.layers.Layer": frozenset({"call", "train_step", "test_step", "predict_step"}),
    "keras.losses.Loss": frozenset({"call"}),
    "keras.metrics.Metric": frozenset({"update_state"}),
}
"""Methods that get tensors, whatever the user passed."""
_MOMENTS = ("begin", "end")
_NO_TENSORS = {
    "keras.layers.Layer": frozenset({"build", "compute_output_shape", "from_config", "count_params"}),
    "keras.losses.Loss": frozenset({"from_config"}),
    "keras.metrics.Metric": frozenset({"from_config"}),
    "keras.callbacks.Callback": frozenset(
        {
            *(f"on_{what}_{when}" for what in ("train", "test", "predict", "epoch", "batch") for when in _MOMENTS),
            *(f"on_{what}_batch_{when}" for what in ("train", "test", "predict") for when in _MOMENTS),
            "set_params",
            "set_model",
        }
    ),
}
"""Methods that get shapes, configurations, or numbers and logs of numbers."""


def class_of(info: FunctionInfo) -> ClassValue | None:
    """The class whose method ``info`` is; ``None`` for what is no method, or was never called."""
    value = next((a.value for a in info.activations if isinstance(a.value, FunctionValue)), None)
    return value.defined_in if value is not None and info.is_method else None


def tensor_parameter(machine: Machine, info: FunctionInfo) -> Judgement | None:
    """What Keras passes to the method ``info``; ``None`` for what Keras does not call."""
    cls = class_of(info)
    if cls is None:
        return None
    for table, answer, what in ((_TENSORS, True, "tensors"), (_NO_TENSORS, False, "no tensors")):
        for base, methods in table.items():
            if info.name in methods and classes.derives(machine, cls, base):
                return Judgement(answer, f"Keras passes {what} to {info.name}()")
    return None
