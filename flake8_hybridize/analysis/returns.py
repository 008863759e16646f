"""What a function returns, and whether a compiled function could return it."""

from __future__ import annotations

from ..model.values import (
    NEVER,
    Const,
    Dataset,
    Tensor,
    Tuple,
    Unknown,
    Value,
    atoms,
)
from .hazards import Record
from .judge import Subject
from .objects import DictValue, ListValue
from .state import Machine


def return_hazard(machine: Machine, subject: Subject) -> None:
    """Record ``python-return`` where a result is no structure of tensors: the caller would get something else."""
    for activation in subject.activations:
        bad = _bad(activation.result, 4)
        if bad is not None and activation.function is not None:
            node = activation.function.node
            key = ("python-return", node, "")
            activation.hazards.setdefault(key, Record("python-return", node, bad, None, False, True, True, None, ()))


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
