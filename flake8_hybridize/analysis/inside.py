"""What values hold: the items of containers, and everything inside of them down to some depth."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.values import Tensor, Tuple, Union, Value, atoms
from .objects import DictValue, ListValue

DEPTH = 4
_CONTAINERS = frozenset({Tuple, ListValue, DictValue})


def contents(value: Value) -> list[Value]:
    """What a tuple, list or dict holds (the values); nothing for other values."""
    if type(value) is Tuple:
        return [*value.items, *((value.rest,) if value.rest is not None else ())]
    if isinstance(value, ListValue):
        return [c.value for c in (*(value.items or ()), value.rest)]
    if isinstance(value, DictValue):
        return [c.value for c in (*value.entries.values(), value.rest)]
    return []


def inside(value: Value, depth: int = DEPTH) -> Iterator[Value]:
    """The possibilities of ``value``, each followed by what it holds, down to ``depth`` containers.

    A container that occurs again is looked into again only from a smaller depth: the cost is that of the distinct
    containers, not of the paths to them.
    """
    seen: dict[Value, int] = {}
    pending = [(atom, depth) for atom in reversed(atoms(value))]
    while pending:
        atom, left = pending.pop()
        yield atom
        if left and type(atom) in _CONTAINERS and seen.get(atom, 0) < left:
            seen[atom] = left
            for part in reversed(contents(atom)):
                pending.extend([(inner, left - 1) for inner in reversed(atoms(part))])


def tensor_inside(value: Value, depth: int = DEPTH) -> bool:
    """A tensor is among the possibilities of ``value`` or inside of its containers."""
    if is_plain(value):
        return type(value) is Tensor
    return any(type(atom) is Tensor for atom in inside(value, depth))


def is_plain(value: Value) -> bool:
    """One possibility, and nothing to look into."""
    kind = type(value)
    return kind is not Union and kind not in _CONTAINERS
