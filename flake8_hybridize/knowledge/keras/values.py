"""Small readers and builders of abstract values that all Keras rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import is_
from typing import Final

from ...model.values import (
    NONE,
    Array,
    Const,
    Dim,
    DType,
    LibraryObject,
    Prim,
    Shape,
    Tensor,
    TensorShape,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    const,
    library_object,
    named_tuple,
    tensor,
    tuple_of,
    union,
    unknown,
)
from ..names import is_subclass
from ..protocol import Call, Items
from ..tensorflow import dtypes

KERAS: Final = "keras.layers.Layer"
KERAS_2: Final = "Keras 2"
"""What :func:`framework` carries in programs that use it, maybe beside Keras 3."""
_LEAVES = (Tensor, Array, Const, Prim, Unknown, LibraryObject, TensorShape, DType)


def framework() -> LibraryObject:
    """The object that carries what holds for Keras in the whole program: policies, modes in use, …"""
    return library_object(KERAS)


def constant(value: Value | None) -> object:
    """The Python constant that ``value`` is; ``...`` when it is none (or not a single one)."""
    return value.value if isinstance(value, Const) else ...


def integer(value: Value | None) -> int | None:
    """The known int that ``value`` is."""
    found = constant(value)
    if isinstance(found, int):
        return int(found)
    if isinstance(value, (Tensor, Array)) and isinstance(value.content, int):
        return value.content
    return None


def text(value: Value | None) -> str | None:
    """The known string that ``value`` is."""
    found = constant(value)
    return found if isinstance(found, str) else None


def flag(value: Value | None, default: bool) -> bool | None:
    """The truth of a known constant, ``default`` if not given, ``None`` if unknown."""
    if value is None:
        return default
    found = constant(value)
    return None if found is ... else bool(found)


def given(value: Value | None) -> bool:
    """The argument is there and may be something else than ``None``."""
    return value is not None and value is not NONE


def elements(call: Call, value: Value | None) -> tuple[Value, ...] | None:
    """The elements of a list or tuple of known length."""
    if value is None or isinstance(value, (Union, Unknown)):
        return None
    items = call.items(value)
    if items is None or items.rest is not None or items.keys is not None:
        return None
    return items.known


def integers(call: Call, value: Value | None) -> tuple[int | None, ...] | None:
    """The elements of a list or tuple of ints, ``None`` where one is unknown (or is ``None``)."""
    if isinstance(value, TensorShape):
        return value.dims
    if isinstance(value, (Tensor, Array)) and isinstance(value.content, tuple):
        return value.content
    found = elements(call, value)
    return None if found is None else tuple(integer(item) for item in found)


def sizes(call: Call, value: Value | None, count: int, default: int | None) -> tuple[int | None, ...]:
    """An option that is one int for all ``count`` dimensions or one for each."""
    if value is None or value is NONE:
        return (default,) * count
    single = integer(value)
    if single is not None:
        return (single,) * count
    several = integers(call, value)
    if several is not None and len(several) == count:
        return several
    return (None,) * count


def dims_of(call: Call, value: Value | None) -> Shape:
    """The static shape that a shape argument spells: a tuple, list, ``TensorShape`` or a single int."""
    single = integer(value)
    if single is not None and not isinstance(value, Array):
        return (single,)
    return integers(call, value)


def shape_value(dims: Shape) -> Value:
    """A shape as Keras 3 hands it to ``build``: a tuple of ints and ``None``."""
    if dims is None:
        return unknown("shape of unknown rank")
    return tuple_of(const(d) for d in dims)


def dtype_name(value: Value | None) -> str | None:
    """The dtype that a dtype argument spells."""
    if isinstance(value, DType):
        return value.name
    found = text(value)
    return None if found is None else dtypes.canonical(found)


def is_a(value: Value, cls: str) -> bool:
    """``value`` is an object of the library class ``cls`` or of a class derived from it."""
    return isinstance(value, LibraryObject) and is_subclass(value.cls, cls)


def like(call: Call, source: Value, dtype: str | None, dims: Shape) -> Tensor:
    """The tensor that comes out where ``source`` went in: a Keras tensor out of a Keras tensor."""
    if isinstance(source, Tensor) and source.kind == "keras_tensor":
        return tensor(dtype, dims, kind="keras_tensor")
    symbolic = call.graph or (isinstance(source, Tensor) and source.symbolic)
    return tensor(dtype, dims, symbolic=symbolic)


def leaf_tensor(call: Call, value: Value) -> Tensor | None:
    """``value`` as one tensor: tensors themselves, arrays and numbers converted; ``None`` for anything else."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Array):
        return tensor(value.dtype, value.shape, content=value.content, symbolic=call.graph)
    scalar = _SCALARS.get(value.name if isinstance(value, Prim) else type(constant(value)).__name__)
    return None if scalar is None else tensor(scalar, (), symbolic=call.graph)


_SCALARS = {"bool": "bool", "int": "int32", "float": "float32", "str": "string", "bytes": "string"}


def map_leaves(call: Call, value: Value, function: Callable[[Value], Value], tag: str = "") -> Value:
    """``tree.map_structure``: lists, tuples and dicts rebuilt around what ``function`` makes of their leaves.

    A structure whose leaves all stay as they are is given back itself.
    ``tag`` says what for: it keeps the lists and dicts that one call makes for several purposes apart.
    """
    return _map_leaves(call, value, function, tag, {})


def _map_leaves(
    call: Call, value: Value, function: Callable[[Value], Value], tag: str, done: dict[Value, Value]
) -> Value:
    """``done`` is what has been rebuilt: each structure is looked into once, however often it occurs."""
    if isinstance(value, _LEAVES):
        return function(value)
    made = done.get(value)
    if made is None:
        made = done[value] = _map_structure(call, value, function, tag, done)
    return made


def _map_structure(
    call: Call, value: Value, function: Callable[[Value], Value], tag: str, done: dict[Value, Value]
) -> Value:
    def mapped(part: Value) -> Value:
        return _map_leaves(call, part, function, tag, done)

    if isinstance(value, Union):
        return union(map(mapped, value.members))
    if isinstance(value, Tuple):
        items = list(map(mapped, value.items))
        if value.names is not None and value.type_name is not None:
            return named_tuple(value.type_name, value.names, items)
        return tuple_of(items, None if value.rest is None else mapped(value.rest))
    found = call.structure(value)
    if found is None or not found.mutable:
        return function(value)
    known = tuple(map(mapped, found.known))
    rest = None if found.rest is None else mapped(found.rest)
    if rest is found.rest and all(map(is_, known, found.known)):
        return value
    return call.remake(value, Items(known, rest, found.keys, True), tag)


def leaves(call: Call, value: Value) -> Iterator[Value]:
    """All leaves of a nested structure in order, possibilities one after the other."""
    for atom in atoms(value):
        if isinstance(atom, _LEAVES):
            yield atom
            continue
        found = call.structure(atom)
        if found is None:
            yield atom
            continue
        for item in (*found.known, *(() if found.rest is None else (found.rest,))):
            yield from leaves(call, item)


def is_symbolic(call: Call, values: Iterable[Value]) -> bool:
    """One of ``values`` holds a Keras tensor."""
    seen: set[Value] = set()
    return any(_holds_keras_tensor(call, value, seen) for value in values)


def _holds_keras_tensor(call: Call, value: Value, seen: set[Value]) -> bool:
    for atom in atoms(value):
        if isinstance(atom, Tensor):
            if atom.kind == "keras_tensor":
                return True
        elif not isinstance(atom, _LEAVES) and atom not in seen:
            seen.add(atom)
            found = call.structure(atom)
            if found is not None:
                inner = (*found.known, *(() if found.rest is None else (found.rest,)))
                if any(_holds_keras_tensor(call, item, seen) for item in inner):
                    return True
    return False


def first(values: Sequence[Value]) -> Value | None:
    """The first of ``values``, if there is one."""
    return values[0] if values else None


def argument(call: Call, *names: str, position: int | None = 0) -> Value | None:
    """The argument called one of ``names``, or the one at ``position``."""
    for name in names:
        found = call.arg(name)
        if found is not None:
            return found
    keywords = dict(call.keywords())
    for name in names:
        if name in keywords:
            return keywords[name]
    positional = call.positional()
    if position is not None and position < len(positional):
        return positional[position]
    return None


def scalar(call: Call, dtype: str | None = "float32", source: Value | None = None) -> Tensor:
    """A scalar tensor, a Keras tensor out of a Keras tensor."""
    return like(call, source if source is not None else NONE, dtype, ())


def variable(dtype: str | None, dims: Shape) -> Tensor:
    """A ``keras.Variable`` of this dtype and shape."""
    return tensor(dtype, dims, kind="variable", keras=True)


def batched(dims: Shape, batch: Dim) -> Shape:
    """``dims`` with ``batch`` as its first dimension."""
    return None if not dims else (batch, *dims[1:])
