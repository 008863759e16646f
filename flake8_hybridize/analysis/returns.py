"""What a function returns, and whether a compiled function could return it."""

from __future__ import annotations

from ..model.values import (
    Const,
    Dataset,
    DType,
    Tensor,
    Tuple,
    Unknown,
    Value,
    atoms,
)
from . import classes
from .hazards import Record
from .inside import inside
from .judge import Subject
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, TFFunction
from .state import Machine


def return_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``python-return`` where a result is no structure of tensors: the caller would get something else."""
    for activation in subject.activations:
        bad = _bad(activation.result, 3)
        if bad is not None and activation.function is not None:
            node = activation.function.node
            kind = "tensorarray-returned" if bad == "tensorarray" else "python-return"
            refused = _refused(machine, activation.result, 3)
            words = (("refused", refused),) if refused else ()
            activation.hazards.setdefault(
                (kind, node, ""), Record(kind, node, bad, None, False, True, True, None, words)
            )


def _refused(machine: Machine, value: Value, depth: int) -> str:
    """The first part, in words, that ``tf.function`` refuses to return; ``""`` if there may be none."""
    return _refused_part(machine, value, depth, {})


def _refused_part(machine: Machine, value: Value, depth: int, done: dict[tuple[Value, int], str]) -> str:
    key = (value, depth)
    if key not in done:
        found = [_refused_atom(machine, atom, depth, done) for atom in atoms(value)]
        done[key] = found[0] if found and all(found) else ""
    return done[key]


def _refused_atom(machine: Machine, atom: Value, depth: int, done: dict[tuple[Value, int], str]) -> str:
    if isinstance(atom, (FunctionValue, BoundMethod, TFFunction)):
        return "a function"
    if isinstance(atom, ClassValue):
        return "a class"
    if isinstance(atom, DType):
        return "a data type"
    if isinstance(atom, Instance):
        # A class of a library may know how to become tensors, as tf.experimental.ExtensionType does.
        plain = all(isinstance(base, ClassValue) for base in classes.linearize(machine, atom.cls))
        return f"an object of {atom.cls.name}" if plain and "enum" not in atom.cls.traits else ""
    parts: list[Value] = []
    if isinstance(atom, Tuple):
        parts = list(atom.items)
    elif isinstance(atom, ListValue):
        if atom.kind == "set":
            return "a set"
        parts = [c.value for c in atom.items or ()]
    elif isinstance(atom, DictValue):
        parts = [c.value for c in atom.entries.values()]
    return next((found for part in parts if depth and (found := _refused_part(machine, part, depth - 1, done))), "")


def _bad(value: Value, depth: int) -> str | None:
    """The kind of the first part that a graph cannot give back as it is; ``None`` if there is none."""
    return next((found for atom in inside(value, depth) if (found := _bad_atom(atom)) is not None), None)


def _bad_atom(atom: Value) -> str | None:
    if isinstance(atom, Tensor):
        return atom.kind if atom.kind in ("variable", "tensorarray") else None
    if isinstance(atom, Const):
        return None if atom.value is None else type(atom.value).__name__
    passes = isinstance(atom, (Tuple, ListValue, DictValue, Unknown, Dataset))
    return None if passes else type(atom).__name__
