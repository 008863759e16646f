"""What stands between square brackets, taken apart for tensors and arrays alike."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ...model import values
from ...model.values import Array, Const, Dim, Prim, Shape, Slice, Tensor, Value
from ..numpy_.arrays import as_array, integer
from ..protocol import Call
from ..tensorflow import shapes

# Combinations of the alternatives in one index that are told apart.
COMBINATIONS = 8


class Special(enum.Enum):
    """Indices without content."""

    ELLIPSIS = "..."
    NEW_AXIS = "None"
    UNKNOWN = "?"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Number:
    """An integer; ``value`` is ``None`` if unknown."""

    value: Dim


@dataclass(frozen=True, slots=True)
class Span:
    """``lower:upper:step``; each is an integer, ``None`` where absent, or :data:`Special.UNKNOWN`."""

    lower: int | Special | None
    upper: int | Special | None
    step: int | Special | None

    def length(self, dim: Dim) -> Dim:
        """How many of ``dim`` elements it takes."""
        if self._takes_all():
            return dim
        step = 1 if self.step is None else self.step
        return shapes.slice_dim(
            dim,
            self.lower if isinstance(self.lower, int) else None,
            self.upper if isinstance(self.upper, int) else None,
            step if isinstance(step, int) else None,
            has_start=self.lower is not None,
            has_stop=self.upper is not None,
        )

    def of(self, content: tuple[Dim, ...]) -> tuple[Dim, ...] | None:
        """The known numbers that it takes."""
        lower, upper, step = self.lower, self.upper, self.step
        if isinstance(lower, Special) or isinstance(upper, Special) or isinstance(step, Special):
            return None
        return content[lower:upper:step]

    def _takes_all(self) -> bool:
        if self.upper is not None:
            return False
        return (self.lower in (None, 0) and self.step in (None, 1)) or (self.lower is None and self.step == -1)


@dataclass(frozen=True, slots=True)
class Many:
    """An array of positions, or of booleans when ``mask``; ``mask`` is ``None`` if that is not known."""

    shape: Shape
    mask: bool | None
    is_tensor: bool


Index = Number | Span | Many | Special


def split(index: Value, call: Call, *, lists_are_tuples: bool) -> Iterator[tuple[Index, ...]]:
    """The parts of ``index``, once for every combination of the alternatives in it.

    A tuple is taken apart; so is a list with ``lists_are_tuples`` (what TensorFlow does with one).
    """
    for atom in values.atoms(index):
        items = _tuple_items(atom, call, lists_are_tuples)
        if items is None:
            yield (parse(atom, call),)
            continue
        alternatives = [values.atoms(item) for item in items]
        count = 1
        for options in alternatives:
            count *= max(len(options), 1)
        if count > COMBINATIONS:
            alternatives = [options if len(options) == 1 else (values.unknown(),) for options in alternatives]
        for combination in itertools.product(*alternatives):
            yield tuple(parse(part, call) for part in combination)


def parse(part: Value, call: Call) -> Index:
    """One atom between the commas."""
    if isinstance(part, Slice):
        return Span(_bound(part.lower), _bound(part.upper), _bound(part.step))
    if isinstance(part, Const):
        if part.value is None:
            return Special.NEW_AXIS
        if part.value is ...:
            return Special.ELLIPSIS
        if isinstance(part.value, bool):
            return Many((), True, False)
        return Number(part.value) if isinstance(part.value, int) else Special.INVALID
    if isinstance(part, Prim):
        if part.name == "bool":
            return Many((), True, False)
        return Number(None) if part.name == "int" else Special.INVALID
    if isinstance(part, values.Symbol):
        return Special.NEW_AXIS if part.name.rpartition(".")[2] == "newaxis" else Special.UNKNOWN
    if isinstance(part, Tensor):
        if part.kind not in ("tensor", "variable"):
            return Special.UNKNOWN
        return _array_index(part.dtype, part.shape, integer(part), True)
    array = as_array(part, call)
    if array is None:
        return Special.UNKNOWN
    if array.shape == (0,):
        return Many((0,), False, False)
    return _array_index(array.dtype, array.shape, integer(array), False)


def _array_index(dtype: str | None, shape: Shape, content: Dim, is_tensor: bool) -> Index:
    if dtype is not None and dtype != "bool" and "int" not in dtype:
        return Special.INVALID
    if shape == () and dtype is not None and dtype != "bool":
        return Number(content)
    return Many(shape, None if dtype is None else dtype == "bool", is_tensor)


def _bound(value: Value) -> int | Special | None:
    if isinstance(value, Const) and value.value is None:
        return None
    number = integer(value)
    if number is not None:
        return number
    invalid = (isinstance(value, Const) and not isinstance(value.value, int)) or (
        isinstance(value, Prim) and value.name not in ("int", "bool")
    )
    return Special.INVALID if invalid else Special.UNKNOWN


def _tuple_items(value: Value, call: Call, lists_are_tuples: bool) -> tuple[Value, ...] | None:
    if isinstance(value, values.Tuple):
        return value.items if value.rest is None else None
    if not lists_are_tuples or isinstance(value, (Const, Prim, Tensor, Array, Slice, values.Unknown, values.Range)):
        return None
    found = call.items(value)
    if found is None or found.rest is not None or found.keys is not None or not found.mutable:
        return None
    return found.known


def expanded(parts: tuple[Index, ...], rank: int) -> tuple[Index, ...] | None:
    """``parts`` with the ellipsis (or the rest) spelled out as full slices; ``None`` if there are too many parts."""
    used = sum(_dims_used(part) for part in parts)
    missing = rank - used
    if missing < 0 or parts.count(Special.ELLIPSIS) > 1:
        return None
    full = (Span(None, None, None),) * missing
    if Special.ELLIPSIS not in parts:
        return (*parts, *full)
    at = parts.index(Special.ELLIPSIS)
    return (*parts[:at], *full, *parts[at + 1 :])


def _dims_used(part: Index) -> int:
    if isinstance(part, Special):
        return 0
    if isinstance(part, Many) and part.mask:
        return len(part.shape) if part.shape is not None else 1
    return 1
