"""Abstract values: what the analysis knows of a Python object at run time.

A :class:`Value` is an *atom* (one kind of object) or a :class:`Union` of atoms; the empty union
:data:`NEVER` is bottom (unreachable, or not computed yet). Atoms are interned: equal atoms are the
same object, so values compare and hash by identity. Build them with the functions of this module
(``tensor(...)``, ``const(...)``, ``tuple_of(...)``), never by the class.

Objects with identity and changing content (lists, dicts, sets, instances of the program's classes)
are atoms that the analysis defines itself, as subclasses of :class:`Value`.

Shapes are tuples of ``int | None`` (an unknown dimension) or ``None`` (unknown rank).
Data types are TensorFlow's names (``"float32"``), or ``None`` when unknown.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

Dim = int | None
Shape = tuple[Dim, ...] | None

# Unions grow no larger than this; then tensors are joined and the rest becomes unknown.
UNION_LIMIT = 12
# Distinct constants of one type that a union keeps apart before it keeps the type alone.
CONSTANT_LIMIT = 6
# Lists, sets and dicts that a union keeps apart; further ones are unknown.
CONTAINER_LIMIT = 8
# Distinct tensors that a union keeps apart before their shapes are joined.
TENSOR_LIMIT = 2
# Nesting of tuples that is kept; deeper content is unknown.
DEPTH_LIMIT = 8
# The cardinality of a dataset without end, as in TensorFlow.
INFINITE = -1


class Value:
    """Base of all abstract values."""

    __slots__ = ()
    is_container: ClassVar[bool] = False
    """A list, set or dict: an object that holds others, and may be changed."""


@dataclass(frozen=True, slots=True, eq=False)
class Union(Value):
    """Several possibilities. Never nested, never of length one; empty for :data:`NEVER`."""

    members: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unknown(Value):
    """Anything at all, with the reason why nothing better is known.

    ``name`` is the qualified name of what comes from a library that no table describes (``tqdm.trange``); that of an
    object made by such a class ends in ``()``. ``""``: it has none.
    """

    reason: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Const(Value):
    """One known Python constant: ``None``, ``...``, a bool, int, float, complex, str or bytes."""

    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Prim(Value):
    """A Python ``int``, ``float``, ``bool``, ``str``, ``bytes`` or ``complex`` of unknown value."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Tensor(Value):
    """A TensorFlow value.

    ``kind`` is one of ``tensor``, ``variable``, ``sparse``, ``ragged``, ``keras_tensor``,
    ``indexed_slices``, ``tensorarray`` (``shape`` is then that of one element).
    ``content`` is what is known of the numbers of a small integer tensor: an int (or ``None``) for a
    scalar, a tuple of ints and ``None`` for a vector; ``tf.shape(x)`` has one. ``None`` alone: nothing
    is known (also for a scalar). Of a ragged tensor it is the lengths of the outermost ragged rows, of a sparse one
    the number of its values; both are told of eager tensors only.
    ``symbolic`` is true for what exists only while a graph is traced.
    ``keras`` is true for a ``keras.Variable``, which is no ``tf.Variable`` since Keras 3.
    """

    kind: str
    dtype: str | None
    shape: Shape
    content: Dim | tuple[Dim, ...]
    ragged_rank: int | None
    symbolic: bool
    keras: bool


@dataclass(frozen=True, slots=True, eq=False)
class Array(Value):
    """A NumPy array, or a NumPy scalar when ``scalar``; ``content`` as in :class:`Tensor`."""

    dtype: str | None
    shape: Shape
    content: Dim | tuple[Dim, ...]
    scalar: bool


@dataclass(frozen=True, slots=True, eq=False)
class TensorShape(Value):
    """A ``tf.TensorShape``: what ``x.shape`` of a tensor gives."""

    dims: Shape


@dataclass(frozen=True, slots=True, eq=False)
class DType(Value):
    """A ``tf.DType`` or a NumPy scalar type, by TensorFlow's name; ``library`` is ``tensorflow`` or ``numpy``."""

    name: str | None
    library: str


@dataclass(frozen=True, slots=True, eq=False)
class Tuple(Value):
    """A tuple: known ``items`` in order, then any number of ``rest`` when that is not ``None``.

    ``names`` are the fields of a named tuple, ``type_name`` its class.
    """

    items: tuple[Value, ...]
    rest: Value | None
    names: tuple[str, ...] | None
    type_name: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Slice(Value):
    """A ``slice`` object."""

    lower: Value
    upper: Value
    step: Value


@dataclass(frozen=True, slots=True, eq=False)
class Range(Value):
    """A Python ``range``; bounds are constants or ``int``."""

    start: Value
    stop: Value
    step: Value


@dataclass(frozen=True, slots=True, eq=False)
class Dataset(Value):
    """A ``tf.data.Dataset`` (or a distributed one).

    ``element`` is one element as eager iteration gives it: tensors of the shapes that arrive, the last partial
    batch among them. ``spec`` is one element as traced code sees it, in ``map`` and in loops of a
    ``tf.function``: what ``element_spec`` says, with ``None`` for the size of a batch that may be partial.
    ``head`` is ``element`` without what only the last one is. All three hold dicts as tuples with ``names`` and
    the ``type_name`` ``"dict"``; ``knowledge.data.structure.element`` gives an element to the program.
    ``cardinality`` is the number of elements, ``INFINITE``, or ``None``.
    """

    element: Value
    cardinality: int | None
    distributed: bool
    spec: Value
    head: Value


@dataclass(frozen=True, slots=True, eq=False)
class Stream(Value):
    """A one-pass Python iterator: a generator, ``zip``, ``enumerate``, ``map``, ``iter(...)``.

    ``over`` says what is consumed: ``python``, ``dataset`` (TensorFlow can convert the loop) or ``tensor``.
    ``kind`` is the callable's name (``zip``, ``generator``, ``iterator``, …).
    """

    element: Value
    over: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Symbol(Value):
    """A public name of a library (module, function, class, constant), by its canonical qualified name."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class LibraryObject(Value):
    """An object made by a library class: a layer, an optimizer, a tape, a strategy, a lock, …

    ``cls`` is the canonical class name, ``state`` what its rules remember of the construction,
    ``site`` tells objects made at different places apart (0: does not matter).
    """

    cls: str
    state: tuple[tuple[str, Value], ...]
    site: int

    def get(self, name: str) -> Value | None:
        """The remembered value of ``name``, or ``None``."""
        for key, value in self.state:
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Method(Value):
    """A library method bound to its receiver: ``name`` is qualified, like ``tensorflow.Tensor.numpy``."""

    name: str
    receiver: Value


@dataclass(frozen=True, slots=True, eq=False)
class Partial(Value):
    """``functools.partial(function, *args, **keywords)``."""

    function: Value
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]


_V = TypeVar("_V", bound=Value)
_table: dict[Hashable, Any] = {}


def _intern(cls: type[_V], *fields: Any) -> _V:
    key = (cls, *fields)
    found = _table.get(key)
    if found is None:
        found = _table[key] = cls(*fields)
    return found


def clear() -> None:
    """Forget all interned values; called between analyses so that a long-lived process does not grow."""
    _table.clear()
    _table.update(_PERMANENT)


def const(value: bool | int | float | complex | str | bytes | object | None) -> Const:
    """The constant ``value``; ``1``, ``1.0`` and ``True`` stay apart."""
    key: Hashable = (Const, type(value), repr(value) if isinstance(value, (float, complex)) else value)
    found = _table.get(key)
    if found is None:
        found = _table[key] = Const(value)
    return found


def prim(name: str) -> Prim:
    """Some value of the Python type ``name``."""
    return _intern(Prim, name)


def unknown(reason: str = "", name: str = "") -> Unknown:
    """No knowledge, because of ``reason``; of the library object ``name``."""
    return _intern(Unknown, reason, name)


def tensor(
    dtype: str | None = None,
    shape: Iterable[Dim] | None = None,
    *,
    kind: str = "tensor",
    content: Dim | tuple[Dim, ...] = None,
    ragged_rank: int | None = None,
    symbolic: bool = False,
    keras: bool = False,
) -> Tensor:
    """A tensor (or variable, sparse, ragged, … by ``kind``) of this dtype and shape."""
    dims = None if shape is None else tuple(shape)
    return _intern(Tensor, kind, dtype, dims, content, ragged_rank, symbolic, keras)


def array(
    dtype: str | None = None,
    shape: Iterable[Dim] | None = None,
    *,
    content: Dim | tuple[Dim, ...] = None,
    scalar: bool = False,
) -> Array:
    """A NumPy array (a NumPy scalar with ``scalar``)."""
    return _intern(Array, dtype, None if shape is None else tuple(shape), content, scalar)


def tensor_shape(dims: Iterable[Dim] | None) -> TensorShape:
    """A ``tf.TensorShape`` of these dimensions (``None``: of unknown rank)."""
    return _intern(TensorShape, None if dims is None else tuple(dims))


def dtype_value(name: str | None, library: str = "tensorflow") -> DType:
    """A data type object."""
    return _intern(DType, name, library)


def tuple_of(items: Iterable[Value], rest: Value | None = None) -> Tuple:
    """A plain tuple of ``items``, followed by any number of ``rest``."""
    return _intern(Tuple, tuple(items), rest, None, None)


VIEW = "dict view"


def view_of(items: Iterable[Value], rest: Value | None = None) -> Tuple:
    """What ``values()``, ``keys()`` and ``items()`` of a dict give: it is iterated like a tuple, but is none."""
    return _intern(Tuple, tuple(items), rest, None, VIEW)


def named_tuple(type_name: str, names: Iterable[str], items: Iterable[Value]) -> Tuple:
    """A named tuple: ``names`` and ``items`` of the same length."""
    return _intern(Tuple, tuple(items), None, tuple(names), type_name)


def slice_of(lower: Value, upper: Value, step: Value) -> Slice:
    """``slice(lower, upper, step)``."""
    return _intern(Slice, lower, upper, step)


def range_of(start: Value, stop: Value, step: Value) -> Range:
    """``range(start, stop, step)``."""
    return _intern(Range, start, stop, step)


def dataset(
    element: Value,
    cardinality: int | None = None,
    distributed: bool = False,
    spec: Value | None = None,
    head: Value | None = None,
) -> Dataset:
    """A dataset of ``element``, which is ``spec`` and ``head`` too where these are not given."""
    return _intern(Dataset, element, cardinality, distributed, spec or element, head or element)


def stream(element: Value, over: str = "python", kind: str = "iterator") -> Stream:
    """A Python iterator of ``element``."""
    return _intern(Stream, element, over, kind)


def symbol(name: str) -> Symbol:
    """The library name ``name`` (canonical)."""
    return _intern(Symbol, name)


def library_object(cls: str, state: Iterable[tuple[str, Value]] = (), site: int = 0) -> LibraryObject:
    """An instance of the library class ``cls``."""
    return _intern(LibraryObject, cls, tuple(state), site)


def method(name: str, receiver: Value) -> Method:
    """A bound library method."""
    return _intern(Method, name, receiver)


def partial(function: Value, args: Iterable[Value], keywords: Iterable[tuple[str, Value]]) -> Partial:
    """``functools.partial``."""
    return _intern(Partial, function, tuple(args), tuple(keywords))


NEVER = _intern(Union, ())
NONE = const(None)
TRUE = const(True)
FALSE = const(False)
INT = prim("int")
FLOAT = prim("float")
BOOL = prim("bool")
STR = prim("str")
BYTES = prim("bytes")
COMPLEX = prim("complex")
ANY = unknown()
ANY_TENSOR = tensor()
ANY_VARIABLE = tensor(kind="variable")
ANY_SPARSE = tensor(kind="sparse")
ANY_RAGGED = tensor(kind="ragged")
ANY_ARRAY = array()
ANY_ELEMENT = unknown("element of a dataset")
ANY_DATASET = dataset(ANY_ELEMENT)
_PERMANENT: dict[Hashable, Value] = dict(_table)
"""What :func:`clear` keeps. No other value may live as long as a module: the equal one made after ``clear`` would be
another object."""

_PRIM_OF = {bool: BOOL, int: INT, float: FLOAT, str: STR, bytes: BYTES, complex: COMPLEX}


def atoms(value: Value) -> tuple[Value, ...]:
    """The possibilities of ``value``: its members if it is a union, else itself alone."""
    return value.members if type(value) is Union else (value,)


def widened(value: Value) -> Value:
    """``value`` with every number, string and bytes constant replaced by its type (bools and ``None`` stay)."""
    if type(value) is Const and type(value.value) in (int, float, str, bytes, complex):
        return _PRIM_OF[type(value.value)]
    if type(value) is Union:
        return union(widened(member) for member in value.members)
    return value


def join(left: Value, right: Value) -> Value:
    """The least value that covers both, within the limits of this module. Order of members is kept."""
    if left is right or right is NEVER:
        return left
    if left is NEVER:
        return right
    if type(left) is Union and right in left.members:
        return left
    return union((left, right))


def union(values: Iterable[Value]) -> Value:
    """The join of all ``values``; :data:`NEVER` for none."""
    if type(values) is list and len(values) == 1:
        only: Value = values[0]
        return only
    members: dict[Value, None] = {}
    for value in values:
        if type(value) is Union:
            for member in value.members:
                members[member] = None
        else:
            members[value] = None
    if len(members) == 1:
        return next(iter(members))
    if not members:
        return NEVER
    whole = frozenset(members)
    found = _table.get(whole)
    if found is None:
        # What is joined or left out beyond a limit depends on the order: the left side of a join keeps what it has.
        key = (Union, *members)
        found = _table.get(key)
        if found is None:
            reduced = _reduced(tuple(members))
            found = reduced[0] if len(reduced) == 1 else _table.setdefault(frozenset(reduced), Union(reduced))
            _table[key] = found
    return found


def _reduced(members: tuple[Value, ...]) -> tuple[Value, ...]:
    members = _without_subsumed_constants(members)
    members = _join_tensors(members)
    members = _join_tuples(members)
    members = _few_containers(members)
    members = _one_unknown(members)
    if len(members) <= UNION_LIMIT:
        return members
    kept = tuple(m for m in members if not isinstance(m, Unknown))[:UNION_LIMIT]
    return (*kept, unknown(f"more than {UNION_LIMIT} possibilities"))


def _without_subsumed_constants(members: tuple[Value, ...]) -> tuple[Value, ...]:
    by_type: dict[type, int] = {}
    prims = {m.name for m in members if type(m) is Prim}
    for m in members:
        if type(m) is Const:
            by_type[type(m.value)] = by_type.get(type(m.value), 0) + 1
    too_many = {t for t, n in by_type.items() if t in _PRIM_OF and (n > CONSTANT_LIMIT or t.__name__ in prims)}
    if {True, False} == {m.value for m in members if type(m) is Const and type(m.value) is bool}:
        too_many.add(bool)
    if not too_many:
        return members
    return tuple(
        dict.fromkeys(_PRIM_OF[type(m.value)] if type(m) is Const and type(m.value) in too_many else m for m in members)
    )


def _few_containers(members: tuple[Value, ...]) -> tuple[Value, ...]:
    if len(members) <= CONTAINER_LIMIT:
        return members
    late = set([m for m in members if m.is_container][CONTAINER_LIMIT:])
    if not late:
        return members
    return (*(m for m in members if m not in late), unknown(f"more than {CONTAINER_LIMIT} containers"))


def _one_unknown(members: tuple[Value, ...]) -> tuple[Value, ...]:
    unknowns = [m for m in members if type(m) is Unknown]
    if len(unknowns) < 2:
        return members
    keep = next((m for m in unknowns if m.reason), unknowns[0])
    return tuple(m for m in members if type(m) is not Unknown or m is keep)


def _join_tensors(members: tuple[Value, ...]) -> tuple[Value, ...]:
    tensors = [m for m in members if type(m) is Tensor]
    arrays = [m for m in members if type(m) is Array]
    if len(tensors) < 2 and len(arrays) < 2:
        return members
    replaced: dict[Value, Value] = {}
    both: tuple[Tensor | Array, ...] = (*tensors, *arrays)
    general = [m for m in both if m.content is None and m.shape is None]
    # A possibility that is covered must not count as a new one.
    covered = {m for m in both for g in general if g is not m and _is_alike(g, m)}
    if covered:
        return _join_tensors(tuple(m for m in members if m not in covered))
    groups: dict[Hashable, list[Tensor]] = {}
    for t in tensors:
        groups.setdefault((t.kind, t.dtype, t.shape, t.ragged_rank), []).append(t)
    for group in groups.values():
        # The same type with other content or tracing state is one possibility.
        if len(group) > 1:
            merged: Value = group[0]
            for other in group[1:]:
                merged = join_tensor(merged, other)  # type: ignore[arg-type]
            replaced.update(dict.fromkeys(group, merged))
    if len(groups) > TENSOR_LIMIT:
        by_kind: dict[Hashable, Tensor] = {}
        for t in tensors:
            key = (t.kind, t.dtype)
            by_kind[key] = join_tensor(by_kind[key], t) if key in by_kind else t
        for t in tensors:
            replaced[t] = by_kind[(t.kind, t.dtype)]
    if len(arrays) > TENSOR_LIMIT:
        joined = arrays[0]
        for a in arrays[1:]:
            joined = join_array(joined, a)
        replaced.update(dict.fromkeys(arrays, joined))
    if not replaced:
        return members
    return tuple(dict.fromkeys(replaced.get(m, m) for m in members))


def _is_alike(general: Tensor | Array, value: Tensor | Array) -> bool:
    """``general`` stands for every value that ``value`` stands for, as far as its shape and content leave that open."""
    if type(general) is Tensor and type(value) is Tensor:
        return (general.kind, general.dtype, general.ragged_rank, general.symbolic, general.keras) == (
            value.kind,
            value.dtype,
            value.ragged_rank,
            value.symbolic,
            value.keras,
        )
    if type(general) is Array and type(value) is Array:
        return general.dtype in (None, value.dtype) and general.scalar == value.scalar
    return False


def covers(general: Value, value: Value) -> bool:
    """Every possibility of ``value`` is one of ``general``, or one that a wider one of ``general`` stands for: the type
    of a constant, a tensor or array whose shape is open, a tuple of such."""
    known = atoms(general)
    return all(a in known or any(_stands_for(g, a) for g in known) for a in atoms(value))


def _stands_for(general: Value, value: Value) -> bool:
    if isinstance(general, (Tensor, Array)) and isinstance(value, (Tensor, Array)):
        is_open = general.content is None and join_shape(general.shape, value.shape) == general.shape
        return is_open and _is_alike(general, value)
    if type(general) is Prim and type(value) is Const:
        return _PRIM_OF.get(type(value.value)) is general
    if type(general) is not Tuple or type(value) is not Tuple:
        # Why something is not known makes no other possibility.
        return type(general) is Unknown and type(value) is Unknown
    if not general.items and general.rest is not None and general.names is None:
        return all(covers(general.rest, item) for item in (*value.items, value.rest or NEVER))
    if (len(general.items), general.names, general.type_name) != (len(value.items), value.names, value.type_name):
        return False
    if general.rest is None or value.rest is None:
        rest = general.rest is value.rest
    else:
        rest = covers(general.rest, value.rest)
    return rest and all(map(covers, general.items, value.items))


def _join_tuples(members: tuple[Value, ...]) -> tuple[Value, ...]:
    tuples = [m for m in members if type(m) is Tuple]
    if len(tuples) < 3:
        return members
    groups: dict[Hashable, list[Tuple]] = {}
    for t in tuples:
        groups.setdefault((len(t.items), t.names, t.type_name, t.rest is None), []).append(t)
    replaced: dict[Value, Value] = {}
    for group in groups.values():
        if len(group) > 2:
            merged = group[0]
            for other in group[1:]:
                merged = _intern(
                    Tuple,
                    tuple(join(a, b) for a, b in zip(merged.items, other.items, strict=True)),
                    None if merged.rest is None or other.rest is None else join(merged.rest, other.rest),
                    merged.names,
                    merged.type_name,
                )
            replaced.update(dict.fromkeys(group, merged))
    if len(groups) > TENSOR_LIMIT:
        summary = tuple_of((), union(item for t in tuples for item in (*t.items, *((t.rest,) if t.rest else ()))))
        replaced.update(dict.fromkeys(tuples, summary))
    return tuple(dict.fromkeys(replaced.get(m, m) for m in members))


def collapsed(value: Value) -> Value:
    """``value`` with the tensors of one kind (and the arrays) joined into one, so that most unions become atoms."""
    if type(value) is not Union:
        return value
    key = (collapsed, value)
    found: Value | None = _table.get(key)
    if found is None:
        found = _table[key] = _collapsed(value)
    return found


def _collapsed(value: Union) -> Value:
    tensors: dict[str, Tensor] = {}
    joined_array: Array | None = None
    others: list[Value] = []
    for atom in value.members:
        if type(atom) is Tensor:
            tensors[atom.kind] = join_tensor(tensors[atom.kind], atom) if atom.kind in tensors else atom
        elif type(atom) is Array:
            joined_array = atom if joined_array is None else join_array(joined_array, atom)
        else:
            others.append(atom)
    if len(tensors) == 2 and set(tensors) == {"tensor", "variable"}:
        a, b = tensors.values()
        merged = tensor(
            a.dtype if a.dtype == b.dtype else None,
            join_tensor(a, tensor(b.dtype, b.shape, kind=a.kind)).shape,
            symbolic=a.symbolic,
        )
        tensors = {"tensor": merged}
    return union([*tensors.values(), *((joined_array,) if joined_array is not None else ()), *others])


def join_shape(left: Shape, right: Shape) -> Shape:
    """Equal dimensions stay, different ones become ``None``; different ranks an unknown shape."""
    if left is None or right is None or len(left) != len(right):
        return None
    if left == right:
        return left
    return tuple(a if a == b else None for a, b in zip(left, right, strict=True))


def join_tensor(left: Tensor, right: Tensor) -> Tensor:
    """One tensor that covers two of the same kind."""
    if left is right:
        return left
    return tensor(
        left.dtype if left.dtype == right.dtype else None,
        join_shape(left.shape, right.shape),
        kind=left.kind,
        content=left.content if left.content == right.content else None,
        ragged_rank=left.ragged_rank if left.ragged_rank == right.ragged_rank else None,
        symbolic=left.symbolic or right.symbolic,
        keras=left.keras or right.keras,
    )


def join_array(left: Array, right: Array) -> Array:
    """One array that covers two."""
    return array(
        left.dtype if left.dtype == right.dtype else None,
        join_shape(left.shape, right.shape),
        content=left.content if left.content == right.content else None,
        scalar=left.scalar and right.scalar,
    )


def walk(value: Value) -> Iterator[Value]:
    """All atoms in ``value``, through unions and tuples (not through the analysis's own containers)."""
    stack = [value]
    while stack:
        current = stack.pop()
        if type(current) is Union:
            stack.extend(reversed(current.members))
        else:
            yield current
            if type(current) is Tuple:
                stack.extend(reversed(current.items))
                if current.rest is not None:
                    stack.append(current.rest)
