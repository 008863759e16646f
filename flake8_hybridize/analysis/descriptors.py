"""Objects in the body of a class that say themselves what reading them gives (``__get__``), and what functions say."""

from __future__ import annotations

from astroid import nodes

from ..model.values import NONE, Value, atoms, method, union
from . import classes
from .objects import Instance, bound
from .state import Arguments, Frame

GET = "builtins.function.__get__"


def read(frame: Frame, node: nodes.NodeNG, found: Value, receiver: Value, cls: Value) -> Value:
    """The class attribute ``found`` as it is read through ``receiver`` (``None``: through the class itself)."""
    members = atoms(found)
    if not any(isinstance(atom, Instance) for atom in members):
        return found
    return union(_read(frame, node, atom, receiver, cls) for atom in members)


def _read(frame: Frame, node: nodes.NodeNG, value: Value, receiver: Value, cls: Value) -> Value:
    getter = classes.class_method(frame, value, "__get__") if isinstance(value, Instance) else None
    return value if getter is None else frame.call(node, getter, Arguments([receiver, cls], nodes=[None, None]))


def getter(function: Value) -> Value:
    """``function.__get__``."""
    return method(GET, function)


def get(frame: Frame, node: nodes.NodeNG, function: Value, arguments: Arguments) -> Value:
    """``function.__get__(instance, owner)``: the function bound to the instance, if there is one."""
    given = arguments.positional
    if not given:
        return function
    return union(function if atom is NONE else bound(frame.machine, function, atom) for atom in atoms(given[0]))
