"""Abstract values as the contract tells them: kinds, dtypes, shapes, structures."""

from __future__ import annotations

from itertools import product
from math import prod

from .. import knowledge
from ..model.facts import TypeFact
from ..model.values import (
    NEVER,
    VIEW,
    Array,
    Const,
    Dataset,
    DType,
    LibraryObject,
    Method,
    Partial,
    Prim,
    Range,
    Slice,
    Stream,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
    join_shape,
)
from . import classes
from .inside import contents, inside
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, ModuleValue, TFFunction
from .state import Machine

DEPTH = 4
VARIANT_LIMIT = 8
"""Containers by which one is told that may hold different things at its places."""
_KEYWORDS = "**"
_ANY_KEY = "*"
"""Stands for the keys of a dict that are not known."""
TENSOR_KINDS = frozenset({"tensor", "variable", "sparse", "ragged"})
"""What makes a parameter a tensor parameter."""
_LIBRARY_KINDS = (
    ("keras.Model", "model"),
    ("keras.layers.Layer", "layer"),
    ("keras.optimizers.Optimizer", "optimizer"),
    ("tensorflow.Module", "module"),
)
_TAPES = frozenset({"tensorflow.GradientTape"})


def type_facts(machine: Machine, value: Value, depth: int = DEPTH) -> tuple[TypeFact, ...]:
    """One fact per possibility, in order; equal ones once."""
    found: dict[TypeFact, None] = {}
    for atom in atoms(value):
        found.update(dict.fromkeys(_atom_facts(machine, atom, depth)))
    return tuple(found)


def _atom_facts(machine: Machine, value: Value, depth: int) -> tuple[TypeFact, ...]:
    """What one possibility is called: a container that may hold tensors of several kinds and dtypes at one place is
    several. Nothing may change any more: what is told of a value is kept."""
    found: tuple[TypeFact, ...] | None = machine.told.get((value, depth))
    if found is None:
        if isinstance(value, (Tuple, ListValue, DictValue)):
            found = _container_facts(machine, value, depth)
        else:
            found = (_type_fact(machine, value, depth),)
        machine.told[(value, depth)] = found
    return found


def _type_fact(machine: Machine, value: Value, depth: int) -> TypeFact:
    kind = type(value)
    if kind is Tensor:
        return TypeFact(value.kind, value.dtype, value.shape)  # type: ignore[attr-defined]
    if kind is Array:
        return TypeFact("ndarray", value.dtype, value.shape)  # type: ignore[attr-defined]
    if kind is Const:
        return TypeFact(_PRIMITIVES.get(type(value.value), "object"))  # type: ignore[attr-defined]
    if kind is Prim:
        return TypeFact(value.name if value.name != "complex" else "object")  # type: ignore[attr-defined]
    if isinstance(value, Instance):
        return TypeFact(_instance_kind(machine, value.cls))
    if kind is LibraryObject:
        return TypeFact(_library_kind(value.cls))  # type: ignore[attr-defined]
    return TypeFact(
        _OTHER.get(kind, "object" if isinstance(value, (Symbol, Range, Slice, TensorShape, DType)) else "unknown")
    )


_PRIMITIVES: dict[type, str] = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    bytes: "bytes",
    type(None): "none",
}
_OTHER: dict[type, str] = {
    Dataset: "dataset",
    Stream: "iterator",
    FunctionValue: "callable",
    BoundMethod: "callable",
    TFFunction: "callable",
    Method: "callable",
    Partial: "callable",
    ClassValue: "class",
    ModuleValue: "object",
}


def _place_facts(machine: Machine, value: Value, depth: int) -> tuple[TypeFact, ...]:
    """What a place of a container may hold, one fact for each kind and dtype of tensors and one for all else."""
    facts = type_facts(machine, value, depth - 1) if depth else ()
    known = [f for f in facts if f.kind not in ("none", "unknown")] or [f for f in facts if f.kind == "unknown"]
    groups: dict[tuple[str, str | None], TypeFact] = {}
    for fact in known or facts:
        key = (fact.kind, fact.dtype)
        groups[key] = _joined(groups[key], fact) if key in groups else fact
    return tuple(groups.values()) or (TypeFact("unknown"),)


def _joined(one: TypeFact, other: TypeFact) -> TypeFact:
    """What covers both; the first of two that have nothing in common."""
    if one == other or one.kind != other.kind:
        return one
    if one.kind in TENSOR_KINDS:
        return TypeFact(one.kind, one.dtype if one.dtype == other.dtype else None, join_shape(one.shape, other.shape))
    if one.elements is not None and other.elements is not None:
        if len(one.elements) == len(other.elements) and one.repeated == other.repeated:
            elements = tuple(map(_joined, one.elements, other.elements))
            return TypeFact(one.kind, elements=elements, repeated=one.repeated)
        every = [*one.elements, *other.elements]
        if not every:
            return one
        each = every[0]
        for fact in every[1:]:
            each = _joined(each, fact)
        return TypeFact(one.kind, elements=(each,), repeated=True)
    if one.fields is not None and other.fields is not None:
        theirs = dict(other.fields)
        if [n for n, _ in one.fields] == list(theirs):
            return TypeFact(one.kind, fields=tuple((n, _joined(f, theirs[n])) for n, f in one.fields))
    return one


def _container_facts(machine: Machine, value: Tuple | ListValue | DictValue, depth: int) -> tuple[TypeFact, ...]:
    if isinstance(value, Tuple):
        if value.type_name == VIEW:
            return (TypeFact("object"),)
        if value.type_name == _KEYWORDS:
            named = zip(value.names or (), value.items, strict=False)
            return _dicts(machine, [(_ANY_KEY if n == _KEYWORDS else n, v) for n, v in named], depth)
        if value.rest is not None and value.rest is not NEVER:
            return _sequences(machine, "tuple", [*value.items, value.rest], depth, repeated=True)
        return _sequences(machine, "tuple", list(value.items), depth)
    if isinstance(value, DictValue):
        if not depth:
            return (TypeFact("dict"),)
        entries = [(str(k.value), c.value) for k, c in value.entries.items()]
        if value.rest.value is not NEVER:
            entries.append((_ANY_KEY, value.rest.value))
        return _dicts(machine, entries, depth)
    if value.items is None and value.rest.value is NEVER:
        return (TypeFact(value.kind, elements=()),)
    if not depth:
        return (TypeFact(value.kind, repeated=value.items is None),)
    if value.items is not None:
        return _sequences(machine, value.kind, [c.value for c in value.items], depth)
    return _sequences(machine, value.kind, [value.rest.value], depth, repeated=True)


def _dicts(machine: Machine, entries: list[tuple[str, Value]], depth: int) -> tuple[TypeFact, ...]:
    names = [name for name, _ in entries]
    places = [_place_facts(machine, held, depth) for _, held in entries]
    return tuple(TypeFact("dict", fields=tuple(zip(names, held, strict=True))) for held in _variants(places))


def _sequences(
    machine: Machine, kind: str, values: list[Value], depth: int, *, repeated: bool = False
) -> tuple[TypeFact, ...]:
    places = [_place_facts(machine, held, depth) for held in values]
    if repeated and len(places) == 1:
        # Nothing says that all elements are of the same kind.
        return (TypeFact(kind, elements=places[0][:VARIANT_LIMIT], repeated=True),)
    return tuple(TypeFact(kind, elements=held, repeated=repeated) for held in _variants(places))


def _variants(places: list[tuple[TypeFact, ...]]) -> list[tuple[TypeFact, ...]]:
    """One choice for each place: all combinations if these are few, else the first that has every fact of each place
    at least once."""
    if prod(map(len, places)) <= VARIANT_LIMIT:
        return list(product(*places))
    count = min(max(map(len, places)), VARIANT_LIMIT)
    return [tuple(facts[number % len(facts)] for facts in places) for number in range(count)]


def _instance_kind(machine: Machine, cls: ClassValue) -> str:
    for base, kind in _LIBRARY_KINDS:
        if classes.derives(machine, cls, base):
            return kind
    return "object"


def _library_kind(cls: str) -> str:
    if cls in _TAPES:
        return "tape"
    if cls == "tensorflow.TensorArray":
        return "tensorarray"
    for base, kind in _LIBRARY_KINDS:
        if cls == base or knowledge.is_subclass(cls, base):
            return kind
    return "object"


def holds_tensor(machine: Machine, value: Value) -> bool:
    """A tensor in the sense of the semantics is among the possibilities of ``value``, at any depth of containers.

    Nothing may change any more: what is found is kept.
    """
    found = machine.holding.get(value)
    if found is None:
        # Views of dicts are no containers that TensorFlow looks into.
        members = [a for a in atoms(value) if type(a) is not Tuple or a.type_name != VIEW]
        found = any(type(a) is Tensor and a.kind in TENSOR_KINDS for member in members for a in inside(member))
        machine.holding[value] = found
    return found


def is_known(value: Value, depth: int = 3) -> bool:
    """Nothing unknown is among the possibilities, at any depth of containers."""
    return not any(type(atom) is Unknown for atom in inside(value, depth))


def is_primitive(value: Value, depth: int = 4) -> bool:
    """Every possibility is a Python int, float or str, or a container of these only."""
    return _is_primitive(value, depth, {})


def _is_primitive(value: Value, depth: int, done: dict[tuple[Value, int], bool]) -> bool:
    key = (value, depth)
    if key not in done:
        members = atoms(value)
        done[key] = bool(members) and all(_primitive_atom(a, depth, done) for a in members)
    return done[key]


def _primitive_atom(value: Value, depth: int, done: dict[tuple[Value, int], bool]) -> bool:
    if type(value) is Const:
        return type(value.value) in (int, float, str)
    if type(value) is Prim:
        return value.name in ("int", "float", "str")
    if isinstance(value, Range):
        return True
    if depth and isinstance(value, (Tuple, ListValue, DictValue)):
        inner = [v for v in contents(value) if v is not NEVER]
        return bool(inner) and all(_is_primitive(v, depth - 1, done) for v in inner)
    return False
