"""Abstract values as the contract tells them: kinds, dtypes, shapes, structures."""

from __future__ import annotations

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
    union,
)
from . import classes
from .inside import contents, inside
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, Instance, ListValue, ModuleValue, TFFunction
from .state import Machine

DEPTH = 4
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
        found[type_fact(machine, atom, depth)] = None
    return tuple(found)


def type_fact(machine: Machine, value: Value, depth: int = DEPTH) -> TypeFact:
    """What one possibility is called. Nothing may change any more: what is told of a value is kept."""
    found = machine.told.get((value, depth))
    if found is None:
        found = machine.told[(value, depth)] = _type_fact(machine, value, depth)
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
    if kind is Tuple:
        return _tuple(machine, value, depth)  # type: ignore[arg-type]
    if isinstance(value, ListValue):
        return _list(machine, value, depth)
    if isinstance(value, DictValue):
        return _dict(machine, value, depth)
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


def _join_facts(machine: Machine, value: Value, depth: int) -> TypeFact:
    """One fact for a position of a container."""
    facts = type_facts(machine, value, depth - 1) if depth else ()
    if not facts:
        return TypeFact("unknown")
    known = [f for f in facts if f.kind not in ("none", "unknown")] or list(facts)
    result = known[0]
    for other in known[1:]:
        result = _joined(result, other)
    return result


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


def _tuple(machine: Machine, value: Tuple, depth: int) -> TypeFact:
    if value.type_name == VIEW:
        return TypeFact("object")
    if value.type_name == "**":
        named = zip(value.names or (), value.items, strict=False)
        fields = tuple((n, _join_facts(machine, v, depth)) for n, v in named)
        return TypeFact("dict", fields=fields)
    elements = tuple(_join_facts(machine, v, depth) for v in value.items)
    if value.rest is not None and value.rest is not NEVER:
        return TypeFact("tuple", elements=(*elements, _join_facts(machine, value.rest, depth)), repeated=True)
    return TypeFact("tuple", elements=elements)


def _list(machine: Machine, value: ListValue, depth: int) -> TypeFact:
    if value.items is not None:
        return TypeFact(
            value.kind, elements=tuple(_join_facts(machine, c.value, depth) for c in value.items) if depth else None
        )
    if value.rest.value is NEVER:
        return TypeFact(value.kind, elements=())
    return TypeFact(
        value.kind, elements=(_join_facts(machine, value.rest.value, depth),) if depth else None, repeated=True
    )


def _dict(machine: Machine, value: DictValue, depth: int) -> TypeFact:
    if not depth:
        return TypeFact("dict")
    fields = [(str(k.value), _join_facts(machine, c.value, depth)) for k, c in value.entries.items()]
    if value.rest.value is not NEVER:
        fields.append(("*", _join_facts(machine, value.rest.value, depth)))
    return TypeFact("dict", fields=tuple(fields))


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


def holds_tensor(value: Value, depth: int = 4) -> bool:
    """A tensor in the sense of the semantics is among the possibilities of ``value``, at any depth of containers."""
    # Views of dicts are no containers that TensorFlow looks into.
    members = [a for a in atoms(value) if type(a) is not Tuple or a.type_name != VIEW]
    return any(type(a) is Tensor and a.kind in TENSOR_KINDS for member in members for a in inside(member, depth))


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


__all__ = ["TENSOR_KINDS", "holds_tensor", "is_known", "is_primitive", "type_facts", "union"]
