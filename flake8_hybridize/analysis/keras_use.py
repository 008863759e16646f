"""What the program does with its Keras models and optimizers: where they are built, fitted, called and applied."""

from __future__ import annotations

from astroid import nodes

from ..model.values import LibraryObject, Value
from .objects import Instance
from .state import Activation, Frame, Machine

TRAINS = frozenset({"fit", "train_on_batch"})
APPLIES = frozenset({"apply_gradients", "apply", "minimize"})
WEIGHTS = frozenset({"trainable_variables", "trainable_weights", "variables", "weights"})
BUILDS = frozenset({"build", "load_weights", "summary", "evaluate", "predict", "compute_output_shape", "set_weights"})
COMPILES = "compile"
"""What Keras has compiled of a model for ``fit`` and its like is forgotten then."""
ADDS_LOSS = "add_loss"
LOSSES = "losses"
_NOTED = TRAINS | APPLIES | BUILDS | WEIGHTS | {COMPILES, ADDS_LOSS, LOSSES}
CALL = "__call__"
TRAINABLE = "trainable"
DEPEND_ON_TRAINABLE = ("trainable_variables", "trainable_weights")
"""A trace keeps the list of variables that such a property gave, whatever ``trainable`` is set to afterwards."""

Uses = dict[str, dict[tuple[nodes.NodeNG, Activation], None]]
"""Where a method of one object is called, by the method's name."""


def note(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None) -> None:
    """The method ``name`` of a Keras object is called, or the property read."""
    last = name.rpartition(".")[2]
    if last in _NOTED and isinstance(receiver, (Instance, LibraryObject)) and name.startswith("keras."):
        _uses(frame.machine, receiver, last)[node, frame.activation] = None


def note_call(frame: Frame, node: nodes.NodeNG, receiver: Value) -> None:
    """A Keras object is called itself."""
    if isinstance(receiver, (Instance, LibraryObject)):
        _uses(frame.machine, receiver, CALL)[node, frame.activation] = None


def _uses(machine: Machine, receiver: Value, name: str) -> dict[tuple[nodes.NodeNG, Activation], None]:
    return machine.keras_uses.setdefault(receiver, {}).setdefault(name, {})
