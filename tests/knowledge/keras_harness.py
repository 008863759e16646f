"""A small world for Keras rules: memory, library objects, and objects of the program with recorded methods."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import tensorflow as tf

import flake8_hybridize.knowledge.keras as families
from flake8_hybridize.knowledge.names import canonical, find, mro
from flake8_hybridize.knowledge.protocol import Rule
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, LibraryObject, Value, join

from . import harness
from .harness import FakeDict, FakeList


def _tables(attribute: str) -> dict[str, Rule]:
    merged: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(families.__path__):
        table = getattr(importlib.import_module(f"{families.__name__}.{module.name}"), attribute, {})
        for name, rule in table.items():
            merged[canonical(name) or name] = rule
    return merged


RULES = _tables("RULES")
PROPERTIES = _tables("PROPERTIES")


@dataclass(frozen=True, slots=True, eq=False)
class Callback(Value):
    """A function of the program that records its arguments and gives ``result`` (a value or a function of them)."""

    names: tuple[str, ...]
    result: Callable[..., Value]
    seen: list[tuple[tuple[Value, ...], dict[str, Value], str | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Instance(Value):
    """An object of a class of the program, derived from the library class ``base``."""

    base: str
    methods: dict[str, Callback] = field(default_factory=dict)
    attributes: dict[str, Value] = field(default_factory=dict)


def abstract(argument: Any) -> Value:
    """A real argument as the rules see it."""
    match argument:
        case keras.KerasTensor():
            return values.tensor(argument.dtype, argument.shape, kind="keras_tensor")
        case keras.Variable():
            return values.tensor(str(argument.dtype), argument.shape, kind="variable")
        case list():
            return FakeList(tuple(abstract(a) for a in argument))
        case tuple() if type(argument) is tuple:
            return values.tuple_of(abstract(a) for a in argument)
        case dict():
            return FakeDict(tuple(abstract(k) for k in argument), tuple(abstract(a) for a in argument.values()))
    return harness.abstract(argument)


class World:
    """What the rules remember during one test."""

    def __init__(self, graph: bool = False) -> None:
        self.memory: dict[tuple[Value, str], Value] = {}
        self.collections: dict[str, dict[Value, None]] = {}
        self.graph = graph
        self.sites = 0

    def call(
        self,
        name: str,
        args: Sequence[Value] = (),
        keywords: Sequence[tuple[str, Value]] = (),
        receiver: Value | None = None,
        graph: bool | None = None,
        certain: bool = True,
    ) -> Value:
        """What the rule of ``name`` says; an object for a class without a rule."""
        name = canonical(name) or name
        owner, _, member = name.rpartition(".")
        names = [name, *(f"{base}.{member}" for base in mro(owner))]
        rule = next((RULES[candidate] for candidate in names if candidate in RULES), None)
        made = Fake(self, name, args, keywords, receiver, self.graph if graph is None else graph, certain)
        if rule is not None:
            return rule(made)  # type: ignore[arg-type]
        entry = find(name)
        if entry is not None and entry.kind == "class":
            return values.library_object(name, made.bound.items(), made.site())
        return values.unknown(f"no rule for {name}")

    def make(self, cls: str, *args: Any, **keywords: Any) -> Value:
        """An object of a library class from real arguments."""
        return self.call(cls, [abstract(a) for a in args], [(k, abstract(a)) for k, a in keywords.items()])

    def apply(self, target: Value, *args: Any, **keywords: Any) -> Value:
        """``target(*args)`` from real arguments."""
        return self.invoke(target, [abstract(a) for a in args], [(k, abstract(a)) for k, a in keywords.items()])

    def method(self, target: Value, name: str, *args: Any, **keywords: Any) -> Value:
        """``target.name(*args)`` from real arguments, of a library method."""
        cls = target.cls if isinstance(target, LibraryObject) else target.base  # type: ignore[attr-defined]
        return self.call(
            f"{cls}.{name}", [abstract(a) for a in args], [(k, abstract(a)) for k, a in keywords.items()], target
        )

    def initialise(self, instance: Value, *args: Any, **keywords: Any) -> None:
        """``super().__init__(*args)`` from real or abstract arguments, as the analysis does it."""
        base = instance.base  # type: ignore[attr-defined]
        positional = [abstract(a) for a in args]
        named = [(k, abstract(a)) for k, a in keywords.items()]
        if f"{base}.__init__" in RULES:
            self.call(f"{base}.__init__", positional, named, instance)
            return
        made = Fake(self, base, positional, named, instance, self.graph, True)
        for name, value in made.bound.items():
            made.remember(instance, name, value)

    def read(self, target: Value, name: str) -> Value:
        """``target.name`` of a library attribute."""
        cls = target.cls if isinstance(target, LibraryObject) else target.base  # type: ignore[attr-defined]
        found = canonical(f"{cls}.{name}") or f"{cls}.{name}"
        for candidate in (f"{cls}.{name}", found, *(f"{base}.{name}" for base in mro(cls))):
            if candidate in PROPERTIES:
                return PROPERTIES[candidate](Fake(self, candidate, (), (), target, self.graph, True))  # type: ignore[arg-type]
        return values.unknown(f"no property {cls}.{name}")

    def invoke(
        self,
        function: Value,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]] = (),
        traced_by: str | None = None,
        graph: bool | None = None,
    ) -> Value:
        graph = (self.graph if graph is None else graph) or traced_by is not None
        if isinstance(function, values.Union):
            return values.union(self.invoke(m, args, keywords, traced_by, graph) for m in function.members)
        if isinstance(function, Callback):
            function.seen.append((tuple(args), dict(keywords), traced_by))
            return function.result(*args, **dict(keywords))
        if isinstance(function, LibraryObject):
            return self.call(f"{function.cls}.__call__", args, keywords, function, graph)
        if isinstance(function, Instance):
            own = function.methods.get("__call__")
            if own is not None:
                return self.invoke(own, args, keywords, traced_by, graph)
            return self.call(f"{function.base}.__call__", args, keywords, function, graph)
        if isinstance(function, values.Symbol):
            return self.call(function.name, args, keywords, None, graph)
        if isinstance(function, values.Method):
            return self.call(function.name, args, keywords, function.receiver, graph)
        if isinstance(function, harness.Function):
            return function.abstract(*args, **dict(keywords))
        return values.unknown("not callable in this test")


class Fake(harness.FakeCall):
    """One call in a :class:`World`."""

    def __init__(
        self,
        world: World,
        name: str,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]],
        receiver: Value | None,
        graph: bool,
        certain: bool,
    ) -> None:
        self.world = world
        self.name = name
        self.graph = graph
        self.certain = certain
        self.receiver = receiver
        self._args = list(args)
        self._keywords = dict(keywords)
        entry = find(name)
        parameters = [p for p in (entry.parameters if entry and entry.parameters else ()) if not p.startswith("*")]
        self.bound = dict(zip(parameters, self._args, strict=False)) | self._keywords
        self._bound = self.bound
        world.sites += 1
        self._site = world.sites

    def file(self) -> str:
        return "main.py"

    def site(self) -> int:
        return self._site

    def new_list(self, items: Sequence[Value], rest: Value | None = None, tag: str = "") -> Value:
        return super().new_list(items, rest)

    def new_dict(self, items: Sequence[tuple[Value, Value]], rest: Value | None = None, tag: str = "") -> Value:
        if not items and rest is not None:
            return FakeDict((), ())
        return super().new_dict(items, rest)

    def invoke(
        self,
        function: Value,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]] = (),
        *,
        traced_by: str | None = None,
    ) -> Value:
        return self.world.invoke(function, args, keywords, traced_by, self.graph)

    def parameters(self, function: Value) -> tuple[str, ...] | None:
        return function.names if isinstance(function, Callback) else None

    def attribute(self, value: Value, name: str) -> Value:
        if isinstance(value, Instance):
            if name in value.attributes:
                return value.attributes[name]
            if name in value.methods:
                return value.methods[name]
            return values.method(f"{value.base}.{name}", value)
        found = self.world.read(value, name)
        return found if not isinstance(found, values.Unknown) else getattr(value, "get", lambda _: None)(name) or found

    def method(self, value: Value, name: str) -> Value | None:
        return value.methods.get(name) if isinstance(value, Instance) else None

    def fields(self, value: Value) -> None:
        return None

    def owner(self) -> None:
        return None

    def is_instance(self, value: Value, cls: str) -> bool:
        return False

    def remember(self, value: Value, name: str, content: Value) -> None:
        self.world.memory[value, name] = join(self.recall(value, name), content)

    def recall(self, value: Value, name: str) -> Value:
        return self.world.memory.get((value, name), NEVER)

    def collect(self, name: str, value: Value, limit: int) -> None:
        self.world.collections.setdefault(name, {})[value] = None

    def collected(self, name: str) -> Sequence[Value]:
        return tuple(self.world.collections.get(name, ()))


def callback(real: Callable[..., Any], result: Callable[..., Value] | None = None) -> Callback:
    """A callback with the parameters of ``real`` (without ``self``)."""
    names = tuple(n for n in inspect.signature(real).parameters if n != "self")
    return Callback(names, result or (lambda *args, **keywords: args[0] if args else values.NONE))


def admits(claimed: Value, observed: Any, exact: bool = True) -> bool:
    """The claim is right (and, if ``exact``, complete) for what Keras gave."""
    if isinstance(claimed, values.Union):
        return any(admits(member, observed, exact) for member in claimed.members)
    if isinstance(observed, keras.KerasTensor):
        if not isinstance(claimed, values.Tensor):
            return isinstance(claimed, values.Unknown) and not exact
        if claimed.kind != "keras_tensor":
            return False
        observed_shape = list(observed.shape)
        return (claimed.dtype == observed.dtype or (not exact and claimed.dtype is None)) and fits(
            claimed.shape, observed_shape, exact
        )
    if isinstance(observed, (list, tuple)) and isinstance(claimed, (values.Tuple, FakeList)):
        same_type = isinstance(observed, tuple) == isinstance(claimed, values.Tuple)
        return (
            same_type
            and len(claimed.items) == len(observed)
            and all(admits(c, o, exact) for c, o in zip(claimed.items, observed, strict=True))
        )
    if isinstance(observed, dict) and isinstance(claimed, FakeDict):
        return all(
            admits(item, observed[key.value], exact)  # type: ignore[attr-defined]
            for key, item in zip(claimed.keys, claimed.items, strict=True)
        )
    if isinstance(observed, keras.Variable):
        return (
            isinstance(claimed, values.Tensor)
            and claimed.kind == "variable"
            and claimed.dtype == observed.dtype
            and fits(claimed.shape, list(observed.shape), exact)
        )
    return harness.is_exact(claimed, observed) if exact else harness.admits(claimed, observed)


def fits(claimed: Any, observed: list[int | None], exact: bool) -> bool:
    """The shape claimed admits the one observed, dimension by dimension."""
    if claimed is None:
        return not exact
    if exact:
        return list(claimed) == observed
    return len(claimed) == len(observed) and all(a is None or a == b for a, b in zip(claimed, observed, strict=True))


def check_layer(
    name: str,
    options: dict[str, Any],
    *args: Any,
    exact: bool = True,
    graph: bool = False,
    may_raise: bool = False,
    **keywords: Any,
) -> Value:
    """Assert that the claim for ``keras.layers.<name>(**options)(*args)`` is right; returns it.

    ``may_raise``: the arguments are drawn, and Keras may refuse them (then nothing can be compared).
    """
    world = World(graph=graph)
    layer = world.make(f"keras.layers.{name}", **options)
    claimed = world.apply(layer, *args, **keywords)
    where = f"{name}({options})({[getattr(a, 'shape', a) for a in args]}): claimed {claimed}"
    try:
        real = getattr(keras.layers, name)(**options)
        observed = traced(lambda: real(*args, **keywords)) if graph else real(*args, **keywords)
    except (ValueError, TypeError, IndexError, AttributeError, NotImplementedError, tf.errors.OpError):
        assert may_raise, where
        return claimed
    assert claimed is not NEVER, f"{where}, observed {observed!r:.300}"
    assert admits(claimed, observed, exact), f"{where}, observed {observed!r:.300}"
    return claimed


def traced(function: Callable[[], Any]) -> Any:
    """What ``function`` gives while a graph is traced."""
    seen: list[Any] = []
    tf.function(lambda: seen.append(function()), autograph=False).get_concrete_function()
    return seen[0]
