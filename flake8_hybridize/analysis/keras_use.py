"""What the program does with its Keras models: how they are built, fitted, and called.

Observed with Keras 3: ``fit`` of a model that was not built, and whose ``call`` is compiled by ``tf.function``, raises
("No gradients provided"): the weights are made inside of the compiled function. Keras 2 does not mind.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Value
from . import classes
from .hazards import Record
from .objects import ClassValue, FunctionValue, Instance
from .state import Activation, Frame, Machine

_NOTED = frozenset({"fit", "train_on_batch", "build", "load_weights", "summary", "evaluate", "predict"})
_TRAINS = frozenset({"fit", "train_on_batch"})
CALL = "__call__"

Uses = dict[str, dict[nodes.NodeNG, Activation]]
"""The calls of a method of one object, by the method's name."""


def note(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None) -> None:
    """The method ``name`` of a Keras object is called."""
    last = name.rpartition(".")[2]
    if last in _NOTED and isinstance(receiver, Instance) and name.startswith("keras."):
        _uses(frame.machine, receiver, last)[node] = frame.activation


def note_call(frame: Frame, node: nodes.NodeNG, receiver: Value) -> None:
    """A Keras object is called itself."""
    if isinstance(receiver, Instance):
        _uses(frame.machine, receiver, CALL)[node] = frame.activation


def _uses(machine: Machine, receiver: Value, name: str) -> dict[nodes.NodeNG, Activation]:
    return machine.keras_uses.setdefault(receiver, {}).setdefault(name, {})


def add_decorated_calls(machine: Machine) -> None:
    """Record each ``Model.call`` under ``tf.function`` of which an instance is fitted before it is built."""
    if machine.converts_keras:
        return
    for creation in machine.hybrids.values():
        function = creation.hybrid.target
        if not isinstance(function, FunctionValue) or function.info.name != "call":
            continue
        cls = function.defined_in
        decorators = getattr(function.info.node, "decorators", None)
        if decorators is None or creation.hybrid.node not in decorators.nodes or not isinstance(cls, ClassValue):
            continue
        if not classes.derives(machine, cls, "keras.Model") or classes.unknown_base(machine, cls) is not None:
            continue
        fitted = next((n for i, u in machine.keras_uses.items() if (n := _fitted_first(machine, i, u, cls))), None)
        if fitted is None:
            continue
        node = function.info.node
        record = Record(
            "keras-decorated-call", node, function.info.qualified_name, None, False, True, False, fitted, ()
        )
        for activation in function.info.activations:
            activation.hazards.setdefault((record.kind, node, ""), record)


def _fitted_first(machine: Machine, instance: Value, uses: Uses, cls: ClassValue) -> nodes.NodeNG | None:
    """Where an instance of ``cls`` is fitted that nothing else builds."""
    if not isinstance(instance, Instance) or cls not in classes.linearize(machine, instance.cls):
        return None
    trained = {node for name in _TRAINS for node in uses.get(name, ())}
    if not trained or len(uses.keys() - _TRAINS - {CALL}):
        return None
    if any(not a.traced and node not in trained for node, a in uses.get(CALL, {}).items()):
        return None
    if any("build" in c.attributes for c in classes.linearize(machine, instance.cls) if isinstance(c, ClassValue)):
        return None
    return min(trained, key=lambda n: n.lineno or 0)
