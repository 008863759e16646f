"""Abstract objects with identity: containers, classes, instances, functions of the program.

An object stands for all objects made at one place by one activation (its *owner*), so methods are analysed
apart for objects made at different places. Contents live in cells of :mod:`.state` and only grow.
"""

from __future__ import annotations

from typing import Any

from astroid import nodes

from ..model.values import NEVER, Const, Tuple, Union, Value, atoms, join, union, unknown
from .state import Activation, Cell, Frame, FunctionInfo, Machine, ModuleState, ScopeChain

NESTING_LIMIT = 6
"""Containers nested deeper than this hold something unknown."""
ITEM_LIMIT = 64
"""Items of a list, or keys of a dict, that are kept apart."""


class Object(Value):
    """Base of objects with identity. ``node`` is where it is made, ``owner`` the activation that makes it."""

    __slots__ = ("node", "owner")

    def __init__(self, node: nodes.NodeNG | None, owner: Activation | None) -> None:
        self.node = node
        self.owner = owner


class ListValue(Object):
    """A list or set (``kind``): ``items`` by position while its length is known, else ``None``; ``rest`` the others."""

    __slots__ = ("base", "cells", "depth", "items", "kind", "order", "rest", "seen")
    is_container = True

    def __init__(self, node: nodes.NodeNG | None, owner: Activation | None, kind: str) -> None:
        super().__init__(node, owner)
        self.kind = kind
        self.items: list[Cell] | None = None
        self.rest = Cell()
        self.base: list[Cell] = []
        """The items that it is made with; what is appended later is in ``cells`` by the place of appending."""
        self.cells: dict[Any, Cell] = {}
        self.order: list[Any] = []
        """The places of appending in the order of the last run."""
        self.depth = (0, 0)
        """How many loops and conditions stood around the place where it is made."""
        self.seen = ITEM_LIMIT
        """The smallest number of items that others saw while its maker was running."""


class DictValue(Object):
    """A dict: ``entries`` by constant key, ``keys`` and ``rest`` for all other keys and their values."""

    __slots__ = ("doubted", "entries", "keys", "kind", "rest", "sizes")
    is_container = True

    def __init__(self, node: nodes.NodeNG | None, owner: Activation | None, kind: str = "dict") -> None:
        super().__init__(node, owner)
        self.kind = kind
        self.entries: dict[Const, Cell] = {}
        self.doubted: set[Const] = set()
        """Keys that may not be there: nothing but a condition that is not known has stored them."""
        self.sizes = Cell()
        self.keys = Cell()
        self.rest = Cell()


class ClassValue(Object):
    """A class of the program: its bases in order, its attributes, and what its instances carry."""

    __slots__ = (
        "attributes",
        "bases",
        "info_uid",
        "instances",
        "library_bases",
        "linear",
        "makes_weights",
        "metaclass",
        "module",
        "name",
        "own_linear",
        "qualified_name",
        "traits",
    )

    def __init__(
        self, node: nodes.ClassDef, owner: Activation | None, module: ModuleState, bases: tuple[Value, ...]
    ) -> None:
        super().__init__(node, owner)
        self.name: str = node.name
        self.qualified_name = node.name
        self.module = module
        self.bases = bases
        self.attributes: dict[str, Cell] = {}
        self.instances: dict[Instance, None] = {}
        self.linear: tuple[Value, ...] | None = None
        self.own_linear: tuple[ClassValue, ...] | None = None
        """Those of ``linear`` that the program has."""
        self.library_bases: tuple[str, ...] | None = None
        """The names of those of a library."""
        self.makes_weights: bool | None = None
        """Its body, as it is written, makes weights or layers; ``None``: not asked for yet."""
        self.metaclass: Value | None = None
        self.traits: frozenset[str] = frozenset()


class Instance(Object):
    """An instance of a class of the program, by its place of construction."""

    __slots__ = ("attributes", "cls", "constructed")

    def __init__(self, node: nodes.NodeNG | None, owner: Activation | None, cls: ClassValue) -> None:
        super().__init__(node, owner)
        self.cls = cls
        self.attributes: dict[str, Cell] = {}
        self.constructed = False
        cls.instances[self] = None


class FunctionValue(Object):
    """A function of the program with its closure and defaults."""

    __slots__ = ("attributes", "defaults", "defined_in", "info", "keyword_defaults", "scope")

    def __init__(
        self, info: FunctionInfo, owner: Activation | None, scope: ScopeChain | None, defined_in: ClassValue | None
    ) -> None:
        super().__init__(info.node, owner)
        self.info = info
        self.scope = scope
        self.defined_in = defined_in
        self.defaults: dict[str, Cell] = {}
        self.attributes: dict[str, Cell] = {}


class BoundMethod(Value):
    """A function of the program bound to its first argument."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Value, receiver: Value) -> None:
        self.function = function
        self.receiver = receiver


class Descriptor(Value):
    """A function under ``staticmethod``, ``classmethod``, ``property`` or ``cached_property``."""

    __slots__ = ("function", "kind", "setter")

    def __init__(self, kind: str, function: Value, setter: Value | None = None) -> None:
        self.kind = kind
        self.function = function
        self.setter = setter


class Super(Value):
    """``super()`` in a method: attributes are looked up after ``start`` in the order of the receiver's class."""

    __slots__ = ("receiver", "start")

    def __init__(self, start: ClassValue, receiver: Value) -> None:
        self.start = start
        self.receiver = receiver


class TFFunction(Value):
    """What ``tf.function(target, …)`` gives. ``node`` is the decorator or call that makes it."""

    __slots__ = (
        "arguments",
        "autograph",
        "node",
        "owner",
        "passed",
        "reduce_retracing",
        "signature",
        "target",
        "traces",
    )

    def __init__(self, target: Value, node: nodes.NodeNG, owner: Activation) -> None:
        self.target = target
        self.node = node
        self.owner = owner
        self.arguments: tuple[tuple[str, Value, nodes.NodeNG | None], ...] = ()
        self.autograph = True
        self.signature: Value | None = None
        self.reduce_retracing = False
        self.passed: dict[Value, None] = {}
        """All arguments of all calls."""
        self.traces: dict[Value | None, list[tuple[Value, ...]]] = {}
        """Argument types of the traces by receiver, in the order of their making."""


class ModuleValue(Value):
    """A module or namespace package of the program."""

    __slots__ = ("state",)

    def __init__(self, state: Any) -> None:
        self.state = state


def plain_function(value: Value | None) -> FunctionValue | None:
    """The function of the program that ``value`` is, bound, compiled or in a descriptor; ``None``: it is none."""
    if isinstance(value, FunctionValue):
        return value
    if isinstance(value, (BoundMethod, Descriptor)):
        return plain_function(value.function)
    if isinstance(value, TFFunction):
        return plain_function(value.target)
    return None


def bound(machine: Machine, function: Value, receiver: Value) -> Value:
    """``function`` bound to ``receiver``; the same pair gives the same value."""
    return intern(machine, BoundMethod, function, receiver)


def intern(machine: Machine, cls: type[Any], *fields: Any) -> Value:
    """The one value of ``cls`` with these fields."""
    key = (cls, *fields)
    found = machine.objects.get(key)
    if found is None:
        found = machine.objects[key] = cls(*fields)
    return found


def new_list(
    frame: Frame,
    node: nodes.NodeNG,
    items: list[Value],
    rest: Value | None = None,
    *,
    kind: str = "list",
    tag: object = None,
) -> ListValue:
    """The list made at ``node`` by this activation, now covering ``items`` followed by ``rest``."""
    machine = frame.machine
    key = (ListValue, node, frame.activation, frame.rounds, kind, tag)
    found = machine.objects.get(key)
    if not isinstance(found, ListValue):
        found = ListValue(node, frame.activation, kind)
        machine.objects[key] = found
        if rest is None and len(items) <= ITEM_LIMIT and kind == "list":
            found.base = [Cell() for _ in items]
            found.items = list(found.base)
    elif found.items is not None:
        found.items = list(found.base)
    found.depth = (len(frame.loops), len(frame.conditions))
    fill(machine, found, items, rest)
    return found


def put(machine: Machine, target: Object, cell: Cell, value: Value) -> None:
    """Let ``cell`` of the container ``target`` cover ``value`` too."""
    if type(value) in _NESTED:
        held = atoms(cell.value)
        if value is cell.value or all(atom in held for atom in atoms(value)):
            return
        value = acyclic(target, value)
    machine.write(cell, value)


def acyclic(target: Object, value: Value) -> Value:
    """``value`` for a place inside of ``target``: unknown where it would hold ``target`` itself, or is nested too
    deeply."""
    if type(value) not in _NESTED:
        return value
    return unknown("a container that holds itself") if _reaches(value, target, NESTING_LIMIT, {}) else value


_NESTED = frozenset({Union, Tuple, ListValue, DictValue})


def _reaches(value: Value, target: Object, depth: int, seen: dict[Value, int]) -> bool:
    """``seen`` are the containers that have been looked into, with the depth that was left then."""
    for atom in atoms(value):
        if atom is target:
            return True
        kind = type(atom)
        if kind not in _NESTED:
            continue
        if seen.get(atom, -1) >= depth:
            continue
        seen[atom] = depth
        if isinstance(atom, Tuple):
            inner = [*atom.items, *((atom.rest,) if atom.rest is not None else ())]
        elif isinstance(atom, ListValue):
            inner = [c.value for c in (*(atom.items or ()), atom.rest)]
        else:
            assert isinstance(atom, DictValue)
            inner = [c.value for c in (*atom.entries.values(), atom.rest)]
        if depth == 0 or any(type(v) in _NESTED and _reaches(v, target, depth - 1, seen) for v in inner):
            return True
    return False


def fill(machine: Machine, target: ListValue, items: list[Value], rest: Value | None) -> None:
    """Let ``target`` cover the content ``items`` followed by any number of ``rest``."""
    positional = target.items
    if positional is not None and (rest is not None or len(target.base) != len(items)):
        summarize(machine, target)
        positional = None
    if positional is not None:
        for cell, item in zip(positional, items, strict=False):
            put(machine, target, cell, item)
        return
    for item in items:
        put(machine, target, target.rest, item)
    if rest is not None:
        put(machine, target, target.rest, rest)


def summarize(machine: Machine, target: ListValue) -> None:
    """Forget the positions of the content."""
    if target.items is None:
        return
    items = [*target.base, *target.cells.values()]
    target.items = None
    target.base, target.cells, target.order = [], {}, []
    for cell in items:
        machine.write(target.rest, cell.value)
        machine.mark(cell.readers)
        target.rest.readers.update(cell.readers)
    machine.mark(target.rest.readers)


def saw(target: Value) -> None:
    """Others see the list as it is now: if it is still being made, what is appended later makes it another length."""
    if (
        type(target) is ListValue
        and target.items is not None
        and target.owner is not None
        and target.owner.state in ("running", "stale")
    ):
        target.seen = min(target.seen, len(target.items))


def found_again(frame: Frame, value: Value) -> Value:
    """``value`` as read back from an object: a list made by the running body may be one of an earlier call, so what
    is appended to it now has no known position."""
    for atom in atoms(value):
        if type(atom) is ListValue and atom.owner is frame.activation:
            saw(atom)
    return value


def new_dict(frame: Frame, node: nodes.NodeNG, *, kind: str = "dict", tag: object = None) -> DictValue:
    """The dict made at ``node`` by this activation."""
    key = (DictValue, node, frame.activation, frame.rounds, kind, tag)
    found = frame.machine.objects.get(key)
    if not isinstance(found, DictValue):
        found = DictValue(node, frame.activation, kind)
        frame.machine.objects[key] = found
    return found


def set_key(machine: Machine, target: DictValue, key: Value, value: Value) -> None:
    """``target[key] = value``."""
    if type(key) is Const and isinstance(key.value, (str, int, bytes, bool, float, type(None))):
        cell = target.entries.get(key)
        if cell is None:
            if len(target.entries) >= ITEM_LIMIT:
                machine.write(target.keys, key)
                put(machine, target, target.rest, value)
                return
            cell = target.entries[key] = Cell()
            machine.mark(target.sizes.readers)
        put(machine, target, cell, value)
        return
    if type(key) is Union:
        for member in key.members:
            set_key(machine, target, member, value)
        return
    machine.write(target.keys, key)
    put(machine, target, target.rest, value)


def set_key_in_doubt(machine: Machine, target: DictValue, key: Value, value: Value) -> None:
    """``target[key] = value``, which may not happen."""
    for member in atoms(key):
        if type(member) is Const and member not in target.entries:
            target.doubted.add(member)
    set_key(machine, target, key, value)


def list_items(frame: Frame, target: ListValue) -> tuple[list[Value], Value | None]:
    """The content: items in order, and the join of the others (``None`` if there are no others)."""
    machine = frame.machine
    target.rest.readers[frame.activation] = None
    if target.items is not None:
        if frame.activation is not target.owner:
            saw(target)
        return [machine.read(cell, frame) for cell in target.items], None
    return [], target.rest.value


def dict_entries(frame: Frame, target: DictValue) -> tuple[list[tuple[Value, Value]], Value | None, Value | None]:
    """The content: constant keys with values, and the join of the other keys and of their values."""
    machine = frame.machine
    target.sizes.readers[frame.activation] = None
    target.rest.readers[frame.activation] = None
    known: list[tuple[Value, Value]] = [(key, machine.read(cell, frame)) for key, cell in target.entries.items()]
    if target.rest.value is NEVER:
        return known, None, None
    target.keys.readers[frame.activation] = None
    return known, target.keys.value, target.rest.value


def sure_entries(frame: Frame, target: DictValue) -> tuple[list[tuple[Value, Value]], Value | None, Value | None]:
    """The content in order: what comes before the first key that may not be there, and the join of all others."""
    known, keys, rest = dict_entries(frame, target)
    first = next((i for i, (key, _) in enumerate(known) if key in target.doubted), None)
    if first is None:
        return known, keys, rest
    others = known[first:]
    keys = union([*(key for key, _ in others), *(() if keys is None else (keys,))])
    rest = union([*(value for _, value in others), *(() if rest is None else (rest,))])
    return known[:first], keys, rest


def all_items(frame: Frame, target: ListValue) -> Value:
    """The join of everything in a list or set."""
    known, rest = list_items(frame, target)
    result = rest if rest is not None else NEVER
    for item in known:
        result = join(result, item)
    return result
