"""``functools.wraps``, and the arguments that compiled wrappers get.

Observed with TensorFlow 2.21: a compiled function binds its arguments to the signature that ``inspect`` tells, which is
that of the innermost function under ``functools.wraps``. What can be given by position arrives by position, with its
default where it was not given; what is keyword-only arrives by name.
"""

from __future__ import annotations

from typing import Final

from astroid import nodes

from ..model.values import NEVER, LibraryObject, Value, atoms, library_object, symbol
from . import classes
from .objects import BoundMethod, FunctionValue, Instance, TFFunction
from .state import Arguments, Cell, Frame

DECORATOR: Final = "functools.wraps decorator"
_WRAPPED: Final = "__wrapped__"
# Wrappers around one another.
_DEPTH: Final = 8


def wraps(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> Value:
    """``functools.wraps(function)``: a decorator."""
    function = arguments.positional[0] if arguments.positional else NEVER
    if any(isinstance(atom, (FunctionValue, BoundMethod, TFFunction)) for atom in atoms(function)):
        return library_object(DECORATOR, (("wrapped", function),))
    return symbol("functools.identity")


def decorate(frame: Frame, node: nodes.NodeNG, decorator: LibraryObject, arguments: Arguments) -> Value:
    """The wrapper itself, which tells the signature of what it wraps from now on."""
    wrapper = arguments.positional[0] if arguments.positional else NEVER
    for atom in atoms(wrapper):
        if isinstance(atom, FunctionValue):
            frame.machine.write(atom.attributes.setdefault(_WRAPPED, Cell()), decorator.get("wrapped") or NEVER)
    return wrapper


def by_signature(
    frame: Frame, node: nodes.NodeNG, target: Value, arguments: Arguments, receiver: Value | None
) -> Arguments:
    """The arguments of a compiled function as they arrive: those of a wrapper by the signature of what it wraps.
    ``receiver`` is passed before ``arguments``."""
    if isinstance(target, Instance):
        target = classes.class_method(frame, target, "__call__") or target
    found = _signature(target, _DEPTH)
    if found is None or arguments.rest is not None or arguments.extra is not None:
        return arguments
    function, bound = found
    info = function.info
    names = info.positional[bound + (receiver is not None) :]
    keywords = dict(arguments.keywords)
    positional = list(arguments.positional)
    places = [*arguments.nodes, *[None] * (len(positional) - len(arguments.nodes))]
    for name in names[len(positional) :]:
        value = keywords.pop(name) if name in keywords else _default(frame, function, name)
        if value is None:
            return arguments
        positional.append(value)
        places.append(arguments.keyword_nodes.get(name))
    for name in info.keyword_only:
        value = keywords.get(name) or _default(frame, function, name)
        if value is not None:
            keywords[name] = value
    return Arguments(positional, list(keywords.items()), None, None, places, arguments.keyword_nodes)


def _default(frame: Frame, function: FunctionValue, name: str) -> Value | None:
    cell = function.defaults.get(name)
    return None if cell is None else frame.machine.read(cell, frame, name)


def _signature(value: Value, depth: int) -> tuple[FunctionValue, int] | None:
    """The innermost function that ``value`` wraps, and how many of its parameters are bound; ``None`` if it wraps
    none, or one of several."""
    if isinstance(value, BoundMethod):
        found = _signature(value.function, depth)
        return None if found is None else (found[0], found[1] + 1)
    if isinstance(value, TFFunction):
        return _signature(value.target, depth)
    cell = value.attributes.get(_WRAPPED) if isinstance(value, FunctionValue) else None
    if cell is None or depth == 0:
        return None
    inner = cell.value
    found = _signature(inner, depth - 1)
    if found is not None:
        return found
    bound = 0
    while isinstance(inner, (BoundMethod, TFFunction)):
        bound += isinstance(inner, BoundMethod)
        inner = inner.function if isinstance(inner, BoundMethod) else inner.target
    return (inner, bound) if isinstance(inner, FunctionValue) and _WRAPPED not in inner.attributes else None
