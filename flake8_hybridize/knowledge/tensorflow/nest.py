"""Structures: lists, tuples, named tuples and dicts of values, and ``tf.nest`` on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...model import values
from ...model.values import (
    NEVER,
    NONE,
    Const,
    Range,
    Stream,
    Tuple,
    Union,
    Value,
    atoms,
    named_tuple,
    tuple_of,
    union,
    unknown,
)
from ..protocol import Call, Items, Rule
from .arguments import given

# Deeper structures are not followed; a list may contain itself.
_DEPTH = 10

Leaf = Callable[[list[Value]], Value]


def content(call: Call, value: Value) -> Items | None:
    """The elements of ``value`` if ``tf.nest`` takes it for a structure."""
    if isinstance(value, (Range, Stream)):
        return None
    items = call.structure(value)
    if items is None:
        return None
    return Items(items.known, None if items.rest is NEVER else items.rest, items.keys, items.mutable)


def rebuilt(call: Call, like: Value, items: Items, known: Sequence[Value], rest: Value | None, tag: str) -> Value:
    """A structure like ``like`` with other elements; ``tag`` tells the lists of one call apart."""
    if isinstance(like, Tuple):
        if like.names is not None:
            return named_tuple(like.type_name or "", like.names, known)
        return tuple_of(known, rest)
    return call.remake(like, Items(tuple(known), rest, items.keys, True), tag)


def mapped(call: Call, function: Leaf, structures: Sequence[Value], tag: str = "") -> Value:
    """``tf.nest.map_structure``: the structure of the first; ``function`` gets the leaves at one place.

    A call that makes several structures gives each another ``tag``.
    """
    return _mapped(call, function, tuple(structures), tag, 0, {})


def _mapped(
    call: Call,
    function: Leaf,
    structures: tuple[Value, ...],
    tag: str,
    depth: int,
    done: dict[tuple[Value, ...], Value],
) -> Value:
    """``done`` is what has been made: structures are looked into once, however often they occur."""
    made = done.get(structures)
    if made is None:
        made = done[structures] = _structure(call, function, structures, tag, depth, done)
    return made


def _structure(
    call: Call,
    function: Leaf,
    structures: tuple[Value, ...],
    tag: str,
    depth: int,
    done: dict[tuple[Value, ...], Value],
) -> Value:
    def inner(first: Value, others: Iterable[Value]) -> Value:
        return _mapped(call, function, (first, *others), tag, depth + 1, done)

    first = structures[0]
    if isinstance(first, Union):
        if any(content(call, atom) is not None for atom in atoms(first)):
            return union(_mapped(call, function, (atom, *structures[1:]), tag, depth, done) for atom in atoms(first))
        return function(list(structures))
    items = content(call, first)
    if items is None:
        return function(list(structures))
    if depth > _DEPTH:
        return unknown("deeply nested structure")
    others = [content(call, s) for s in structures[1:]]
    known = [inner(item, [_at(other, i, items) for other in others]) for i, item in enumerate(items.known)]
    rest = None if items.rest is None else inner(items.rest, map(_any, others))
    if NEVER in known:
        return NEVER
    return rebuilt(call, first, items, known, rest, tag)


def _at(items: Items | None, index: int, like: Items) -> Value:
    if items is None:
        return unknown("structures that differ")
    if items.keys is not None and like.keys is not None:
        for key, value in zip(items.keys, items.known, strict=True):
            if key is like.keys[index]:
                return value
        return items.rest if items.rest is not None else unknown("structures that differ")
    if index < len(items.known):
        return items.known[index]
    return items.rest if items.rest is not None else unknown("structures that differ")


def _any(items: Items | None) -> Value:
    if items is None:
        return unknown("structures that differ")
    found = [*items.known, *(() if items.rest is None else (items.rest,))]
    return union(found) if found else unknown("an empty structure")


def flattened(call: Call, value: Value, depth: int = 0) -> tuple[list[Value], Value | None]:
    """The leaves in order (dicts by their sorted keys), then any number of the second."""
    items = content(call, value)
    if items is None or depth > _DEPTH:
        return [value], None
    known: list[Value] = []
    rest: list[Value] = []
    for item in (items.known[i] for i in _order(items)):
        leaves, more = flattened(call, item, depth + 1)
        if rest:
            rest.extend(leaves)
        else:
            known.extend(leaves)
        if more is not None:
            rest.append(more)
    if items.rest is not None:
        leaves, more = flattened(call, items.rest, depth + 1)
        rest.extend(leaves)
        if more is not None:
            rest.append(more)
    return known, union(rest) if rest else None


def _order(items: Items) -> list[int]:
    """The places of the elements in the order of ``tf.nest``: dicts by their sorted keys."""
    places = list(range(len(items.known)))
    keys = [key.value if isinstance(key, Const) else None for key in items.keys or ()]
    if keys and all(isinstance(k, str) for k in keys):
        return sorted(places, key=lambda i: str(keys[i]))
    if keys and all(isinstance(k, int) for k in keys):
        return sorted(places, key=lambda i: keys[i] or 0)
    return places


def packed(call: Call, structure: Value, leaves: Iterator[Value], tag: str = "", depth: int = 0) -> Value:
    """``tf.nest.pack_sequence_as``: ``structure`` with the next ``leaves`` in its places."""
    items = content(call, structure)
    if items is None:
        return next(leaves, unknown("too few leaves"))
    if items.rest is not None or depth > _DEPTH:
        every = union(list(leaves)) if depth == 0 else unknown("a structure of unknown size")
        return mapped(call, lambda _: every, [structure], tag)
    made = {i: packed(call, items.known[i], leaves, f"{tag}.{i}", depth + 1) for i in _order(items)}
    return rebuilt(call, structure, items, [made[i] for i in range(len(items.known))], None, tag)


def _map_structure(call: Call) -> Value:
    """The leaves of several structures through a function; unknown where the structures differ."""
    arguments = list(call.positional())
    function = given(call, "func")
    if function is None and arguments:
        function = arguments[0]
    structures = arguments[1:] if arguments and arguments[0] is function else arguments
    if function is None or not structures:
        return unknown("structures not known")
    called = function
    return mapped(call, lambda leaves: call.invoke(called, leaves), structures)


def _flatten(call: Call) -> Value:
    value = given(call, "structure")
    if value is None:
        return unknown("structure not known")
    known, rest = flattened(call, value)
    return call.new_list(known, rest)


def _pack_sequence_as(call: Call) -> Value:
    structure, flat = given(call, "structure"), given(call, "flat_sequence")
    if structure is None or flat is None:
        return unknown("structure not known")
    items = content(call, flat)
    if items is None or items.rest is not None:
        return mapped(call, lambda _: _any(items), [structure])
    return packed(call, structure, iter(items.known))


def _is_nested(call: Call) -> Value:
    value = given(call, "seq", "structure")
    if value is None or isinstance(value, values.Unknown):
        return values.BOOL
    return values.const(content(call, value) is not None)


RULES: dict[str, Rule] = {
    "tensorflow.nest.map_structure": _map_structure,
    "tensorflow.nest.flatten": _flatten,
    "tensorflow.nest.pack_sequence_as": _pack_sequence_as,
    "tensorflow.nest.is_nested": _is_nested,
    "tensorflow.nest.assert_same_structure": lambda call: NONE,
}
