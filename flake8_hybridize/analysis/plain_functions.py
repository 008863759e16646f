"""Functions of which the program asks what compiled ones do not have.

Observed with TensorFlow 2.21: what ``tf.function`` gives is an object of the class ``Function``, without
``__code__``, ``__defaults__``, ``__self__`` and their like, for which ``inspect.isfunction()`` and
``isinstance(f, types.FunctionType)`` are false. ``inspect.signature()`` and ``getsource()``, ``__name__``, ``pickle``,
``functools.wraps`` and ``singledispatch`` take it as they take a function.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Symbol, Value, atoms
from .hazards import Record
from .objects import BoundMethod, FunctionValue
from .state import Activation, Frame, Machine

KIND = "plain-function"
ATTRIBUTES = frozenset(
    {
        "__annotations__",
        "__closure__",
        "__code__",
        "__defaults__",
        "__func__",
        "__globals__",
        "__kwdefaults__",
        "__self__",
    }
)
QUESTIONS = frozenset({"inspect.isfunction", "inspect.ismethod", "inspect.isroutine", "inspect.getclosurevars"})
_TYPES = frozenset({"types.FunctionType", "types.MethodType", "types.LambdaType"})


def asked(frame: Frame, node: nodes.NodeNG, value: Value) -> None:
    """``node`` asks of ``value``, which may be a function, what a compiled one answers otherwise."""
    for atom in atoms(value):
        function = atom.function if isinstance(atom, BoundMethod) else atom
        if isinstance(function, FunctionValue):
            frame.machine.asked_functions.setdefault(function.info, node)


def compared(frame: Frame, node: nodes.NodeNG, value: Value, cls: Value) -> None:
    """``isinstance(value, cls)``."""
    if any(isinstance(atom, Symbol) and atom.name in _TYPES for atom in atoms(cls)):
        asked(frame, node, value)


def add_plain_functions(machine: Machine, live: dict[Activation, None]) -> None:
    """Record for each such function that runs eagerly that it has to stay a plain one."""
    for info, node in machine.asked_functions.items():
        record = Record(KIND, info.node, info.qualified_name, None, False, False, True, node, ())
        for activation in info.activations:
            if activation in live and not activation.traced:
                activation.hazards.setdefault((KIND, info.node, ""), record)
