"""What a function returns, and whether a compiled function could return it."""

from __future__ import annotations

from ..model.values import (
    NEVER,
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
from .judge import Subject
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, TFFunction
from .state import Machine


def return_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``python-return`` where a result is no structure of tensors: the caller would get something else."""
    for activation in subject.activations:
        bad = _bad(activation.result, 4)
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
    found = [_refused_atom(machine, atom, depth) for atom in atoms(value)]
    return found[0] if found and all(found) else ""


def _refused_atom(machine: Machine, atom: Value, depth: int) -> str:
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
    return next((found for part in parts if depth and (found := _refused(machine, part, depth - 1))), "")


def _bad(value: Value, depth: int) -> str | None:
    """The kind of the first part that a graph cannot give back as it is; ``None`` if there is none."""
    if value is NEVER or depth == 0:
        return None
    for atom in atoms(value):
        kind = type(atom)
        if kind is Tensor:
            if atom.kind in ("variable", "tensorarray"):  # type: ignore[attr-defined]
                return atom.kind  # type: ignore[attr-defined,no-any-return]
        elif kind is Const:
            if atom.value is not None:  # type: ignore[attr-defined]
                return type(atom.value).__name__  # type: ignore[attr-defined]
        elif kind is Tuple:
            for item in (*atom.items, *((atom.rest,) if atom.rest is not None else ())):  # type: ignore[attr-defined]
                found = _bad(item, depth - 1)
                if found is not None:
                    return found
        elif isinstance(atom, (ListValue, DictValue)):
            cells = (
                [*(atom.items or ()), atom.rest] if isinstance(atom, ListValue) else [*atom.entries.values(), atom.rest]
            )
            for cell in cells:
                found = _bad(cell.value, depth - 1)
                if found is not None:
                    return found
        elif kind not in (Unknown, Dataset):
            return kind.__name__
    return None
