"""Runs a rule and the real op on the same arguments and compares what they give.

``check`` turns real arguments (tensors, arrays, numbers, lists) into abstract values, asks the rule, runs the op
and asserts that the claim admits the observation. Dimensions can be hidden from the rule with :class:`Hidden`.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
import os
import pkgutil
import types
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf

import flake8_hybridize.knowledge.tensorflow as families
from flake8_hybridize.knowledge.names import find
from flake8_hybridize.knowledge.protocol import Items, Rule
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Value


@dataclass(frozen=True, slots=True, eq=False)
class FakeList(Value):
    """A list of the program."""

    items: tuple[Value, ...]
    rest: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FakeDict(Value):
    """A dict of the program."""

    keys: tuple[Value, ...]
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Function(Value):
    """A function of the program: ``real`` for TensorFlow, ``abstract`` for the rule."""

    real: Callable[..., Any]
    abstract: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A real argument of which the rule sees less: ``seen`` is the abstract value it gets."""

    real: Any
    seen: Value


@functools.cache
def all_rules() -> dict[str, Rule]:
    """Every rule by canonical name."""
    merged: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(families.__path__):
        table = getattr(importlib.import_module(f"{families.__name__}.{module.name}"), "RULES", {})
        for name, rule in table.items():
            entry = find(name)
            assert entry is not None or name.endswith(".__call__"), f"{module.name}: no such name {name}"
            merged[name if entry is None else entry.name] = rule
    return merged


def qualified(name: str) -> str:
    """``math.add`` as ``tensorflow.math.add``."""
    return name if name.startswith("tensorflow.") else f"tensorflow.{name}"


def resolve(name: str) -> Any:
    """The real object behind a canonical name."""
    return functools.reduce(getattr, name.split(".")[1:], tf)


def real(argument: Any) -> Any:
    """``argument`` as TensorFlow gets it."""
    match argument:
        case Hidden(real=inner):
            return inner
        case Function(real=inner):
            return inner
        case list():
            return [real(a) for a in argument]
        case tuple() if type(argument) is tuple:
            return tuple(real(a) for a in argument)
        case dict():
            return {k: real(a) for k, a in argument.items()}
    return argument


def abstract(argument: Any) -> Value:
    """``argument`` as the rule gets it."""
    match argument:
        case Hidden(seen=seen):
            return seen
        case Value():
            return argument
        case None | bool() | str() | bytes() | types.EllipsisType():
            return values.const(argument)
        case slice():
            return values.slice_of(abstract(argument.start), abstract(argument.stop), abstract(argument.step))
        case np.generic():
            return values.array(_numpy_dtype(argument), (), content=_content(argument), scalar=True)
        case int() | float() | complex():
            return values.const(argument)
        case np.ndarray():
            return values.array(_numpy_dtype(argument), argument.shape, content=_content(argument))
        case tf.TensorShape():
            return values.tensor_shape(None if argument.rank is None else argument.as_list())
        case tf.DType():
            return values.dtype_value(argument.name)
        case tf.SparseTensor():
            return values.tensor(
                argument.dtype.name, argument.shape.as_list(), kind="sparse", content=_count(argument.values)
            )
        case tf.RaggedTensor():
            return values.tensor(
                argument.dtype.name,
                argument.shape.as_list(),
                kind="ragged",
                ragged_rank=argument.ragged_rank,
                content=_row_lengths(argument),
            )
        case tf.IndexedSlices():
            return values.tensor(
                argument.dtype.name, _static(argument), kind="indexed_slices", content=_count(argument.values)
            )
        case tf.Variable():
            return values.tensor(argument.dtype.name, _static(argument), kind="variable")
        case tf.Tensor():
            content = _content(argument.numpy()) if hasattr(argument, "numpy") else None
            return values.tensor(argument.dtype.name, _static(argument), content=content)
        case list():
            return FakeList(tuple(abstract(a) for a in argument))
        case range():
            return values.range_of(*(values.const(b) for b in (argument.start, argument.stop, argument.step)))
        case tuple() if hasattr(argument, "_fields"):
            return values.named_tuple(type(argument).__name__, argument._fields, [abstract(a) for a in argument])
        case tuple():
            return values.tuple_of(abstract(a) for a in argument)
        case dict():
            return FakeDict(tuple(abstract(k) for k in argument), tuple(abstract(a) for a in argument.values()))
        case type() if argument in (bool, int, float, complex, str):
            return values.symbol(f"builtins.{argument.__name__}")
        case type() if issubclass(argument, np.generic):
            return values.dtype_value(tf.as_dtype(argument).name, "numpy")
    return values.unknown(f"{type(argument)}")


def _row_lengths(ragged: tf.RaggedTensor) -> tuple[int, ...] | None:
    """The lengths of the outermost rows of an eager ragged tensor."""
    splits = ragged.row_splits
    return tuple(np.diff(splits.numpy()).tolist()) if hasattr(splits, "numpy") and len(splits) <= 17 else None


def _count(values_of: Any) -> int | None:
    """How many values an eager sparse tensor has, or slices."""
    return int(values_of.shape[0]) if hasattr(values_of, "numpy") else None


def _static(tensor: Any) -> list[int | None] | None:
    return None if tensor.shape.rank is None else tensor.shape.as_list()


def _numpy_dtype(array: Any) -> str:
    return "string" if array.dtype.kind in "SUO" else tf.as_dtype(array.dtype).name


def _content(array: Any) -> Any:
    array = np.asarray(array)
    if array.dtype.kind not in "iu" or array.ndim > 1 or array.size > 16:
        return None
    return int(array) if array.ndim == 0 else tuple(int(a) for a in array)


class FakeCall:
    """A call as the engine presents it."""

    def __init__(self, name: str, function: Any, args: Sequence[Any], keywords: dict[str, Any], graph: bool) -> None:
        self.name = name
        self.graph = graph
        self.certain = True
        self.receiver: Value | None = None
        self._args = [abstract(a) for a in args]
        self._keywords = {k: abstract(a) for k, a in keywords.items()}
        entry = find(name)
        if entry is not None and entry.parameters is not None:
            parameters = list(itertools.takewhile(lambda p: not p.startswith("*"), entry.parameters))
        else:
            parameters = list(inspect.signature(function).parameters)
        self._bound = dict(zip(parameters, self._args, strict=False)) | self._keywords

    def arg(self, name: str) -> Value | None:
        return self._bound.get(name)

    def positional(self) -> Sequence[Value]:
        return self._args

    def keywords(self) -> Sequence[tuple[str, Value]]:
        return list(self._keywords.items())

    def structure(self, value: Value) -> Items | None:
        return self.items(value)

    def items(self, value: Value) -> Items | None:
        match value:
            case values.Tuple(items=items, rest=rest):
                return Items(items, rest)
            case FakeList(items=items, rest=rest):
                return Items(items, rest, mutable=True)
            case FakeDict(keys=keys, items=items):
                return Items(items, None, keys, mutable=True)
        return None

    def new_list(self, items: Sequence[Value], rest: Value | None = None, tag: str = "") -> Value:
        return FakeList(tuple(items), rest)

    def new_dict(self, items: Sequence[tuple[Value, Value]], rest: Value | None = None, tag: str = "") -> Value:
        return FakeDict(tuple(k for k, _ in items), tuple(v for _, v in items))

    def remake(self, like: Value, content: Items, tag: str = "") -> Value:
        if content.keys is not None:
            return self.new_dict(list(zip(content.keys, content.known, strict=True)), content.rest, tag)
        return self.new_list(content.known, content.rest, tag)

    def file(self) -> str:
        return "main.py"

    def site(self) -> int:
        return 1

    def invoke(
        self,
        function: Value,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]] = (),
        *,
        traced_by: str | None = None,
    ) -> Value:
        if isinstance(function, Function):
            return function.abstract(*args, **dict(keywords))
        return values.unknown("not a function of the test")

    def parameters(self, function: Value) -> tuple[str, ...] | None:
        return tuple(inspect.signature(function.real).parameters) if isinstance(function, Function) else None

    def attribute(self, value: Value, name: str) -> Value:
        return values.unknown(name)

    def method(self, value: Value, name: str) -> Value | None:
        return None

    def fields(self, value: Value) -> None:
        return None

    def owner(self) -> None:
        return None

    def is_instance(self, value: Value, cls: str) -> bool:
        return False

    def remember(self, value: Value, name: str, content: Value) -> None:
        return None

    def recall(self, value: Value, name: str) -> Value:
        return NEVER

    def collect(self, name: str, value: Value, limit: int) -> None:
        return None

    def collected(self, name: str) -> Sequence[Value]:
        return ()

    def settled(self) -> bool:
        return True

    def first_time(self, key: Hashable) -> bool:
        return True

    def doubt(self) -> None:
        return None

    def hazard(self, kind: str, subject: str = "", **details: str) -> None:
        return None


def claim(name: str, args: Sequence[Any], keywords: dict[str, Any], graph: bool = False) -> Value:
    """What the rule says of the call."""
    entry = find(qualified(name))
    assert entry is not None, name
    return all_rules()[entry.name](FakeCall(entry.name, None, args, keywords, graph))  # type: ignore[arg-type]


def method(name: str, receiver: Value, args: Sequence[Any] = (), graph: bool = False, **keywords: Any) -> Value:
    """What the rule says of the call of a method of ``receiver``."""
    entry = find(qualified(name))
    assert entry is not None, name
    call = FakeCall(entry.name, None, args, keywords, graph)
    call.receiver = receiver
    return all_rules()[entry.name](call)  # type: ignore[arg-type]


def admits(claimed: Value, observed: Any) -> bool:
    """``observed`` is one of the values that ``claimed`` stands for."""
    return _compare(claimed, observed, exact=False)


def is_exact(claimed: Value, observed: Any) -> bool:
    """``claimed`` says of ``observed`` all that a type can say."""
    return _compare(claimed, observed, exact=True)


def _compare(claimed: Value, observed: Any, exact: bool) -> bool:
    match claimed:
        case values.Union(members=members):
            return any(_compare(m, observed, exact) for m in members)
        case values.Unknown():
            return not exact
        case values.Const(value=constant):
            return type(constant) is type(observed) and constant == observed
        case values.Prim(name=name):
            return type(observed).__name__ == name
        case values.TensorShape(dims=dims):
            return isinstance(observed, tf.TensorShape) and _shape_admits(dims, _listed(observed), exact)
        case values.DType(name=name):
            return isinstance(observed, tf.DType) and name in (None, observed.name)
        case values.Tuple(items=items, rest=None):
            return isinstance(observed, tuple) and _each(items, observed, exact)
        case values.Tuple():
            return isinstance(observed, (tuple, list)) and not exact
        case FakeList(items=items, rest=None):
            return type(observed) is not tuple and isinstance(observed, Sequence) and _each(items, observed, exact)
        case FakeList(items=items, rest=rest):
            return rest is not None and all(_compare(rest, o, exact) for o in observed[len(items) :])
        case FakeDict(keys=keys, items=items):
            return isinstance(observed, dict) and _each(items, [observed[k.value] for k in keys], exact)  # type: ignore[attr-defined]
        case values.Array(dtype=dtype, shape=shape):
            if not isinstance(observed, (np.ndarray, np.generic)):
                return False
            return _typed(dtype, shape, _numpy_dtype(observed), list(observed.shape), exact)
        case values.Tensor():
            return _tensor(claimed, observed, exact)
    raise AssertionError(f"cannot compare {claimed}")


def _each(items: Sequence[Value], observed: Sequence[Any], exact: bool) -> bool:
    return len(items) == len(observed) and all(_compare(c, o, exact) for c, o in zip(items, observed, strict=True))


def _tensor(claimed: values.Tensor, observed: Any, exact: bool) -> bool:
    seen = abstract(observed)
    if not isinstance(seen, values.Tensor) or seen.kind != claimed.kind:
        return False
    if claimed.kind == "ragged" and claimed.ragged_rank not in (
        (seen.ragged_rank,) if exact else (None, seen.ragged_rank)
    ):
        return False
    shape = None if seen.shape is None else list(seen.shape)
    if not _typed(claimed.dtype, claimed.shape, seen.dtype, shape, exact and claimed.kind != "ragged"):
        return False
    if claimed.content is None:
        return True
    known = claimed.content if isinstance(claimed.content, tuple) else (claimed.content,)
    if claimed.kind in ("ragged", "sparse", "indexed_slices"):
        found = seen.content
        if found is None:
            return False
        found = found if isinstance(found, tuple) else (found,)
        return len(found) == len(known) and all(k is None or k == f for k, f in zip(known, found, strict=True))
    if not hasattr(observed, "numpy"):
        return True
    found = observed.numpy()
    return all(k is None or k == f for k, f in zip(known, np.ravel(found), strict=True))


def _typed(dtype: str | None, shape: Any, seen_dtype: str | None, seen_shape: Any, exact: bool) -> bool:
    if dtype is None:
        return not exact and _shape_admits(shape, seen_shape, False)
    return dtype == seen_dtype and _shape_admits(shape, seen_shape, exact)


def _shape_admits(shape: Any, seen: list[int | None] | None, exact: bool) -> bool:
    if exact:
        return (None if shape is None else list(shape)) == seen
    if shape is None or seen is None:
        return True
    return len(shape) == len(seen) and all(a is None or b is None or a == b for a, b in zip(shape, seen, strict=True))


def _listed(shape: tf.TensorShape) -> list[int | None] | None:
    return None if shape.rank is None else shape.as_list()


def check(name: str, *args: Any, exact: bool = True, graph: bool = False, **keywords: Any) -> Value:
    """Assert that the rule of ``name`` is right for this call; returns what it claims.

    ``exact``: where the op works, the claim has to be the whole type. ``graph``: run and claim while tracing.
    """
    claimed = claim(name, args, keywords, graph)
    where = f"{name}{tuple(args)!r:.300} {keywords!r:.200}: claimed {claimed}"
    function = resolve(qualified(name))
    try:
        if graph:
            observed = _traced(function, args, keywords)
        else:
            observed = function(*[real(a) for a in args], **{k: real(a) for k, a in keywords.items()})
    except Exception:  # noqa: BLE001 - whatever the op raises, there is no value that the claim could deny
        return claimed
    assert claimed is not NEVER, f"{where}, observed {observed!r:.300}"
    assert admits(claimed, observed), f"{where}, observed {observed!r:.300}"
    if exact:
        assert is_exact(claimed, observed), f"{where} is not exact, observed {observed!r:.300}"
    return claimed


def _traced(function: Any, args: Sequence[Any], keywords: dict[str, Any]) -> Any:
    seen: list[Any] = []

    def body() -> None:
        seen.append(function(*[real(a) for a in args], **{k: real(a) for k, a in keywords.items()}))

    tf.function(body, autograph=False).get_concrete_function()
    return seen[0]


def raises(name: str, *args: Any, graph: bool = False, **keywords: Any) -> None:
    """Assert that the rule knows that TensorFlow raises for this call, and that it does."""
    claimed = claim(name, args, keywords, graph)
    assert claimed is NEVER, f"{name}{args!r:.300} {keywords!r:.200}: claimed {claimed}"
    check(name, *args, graph=graph, **keywords)


def hide(tensor: Any, *positions: int, all_dims: bool = False, rank: bool = False) -> Hidden:
    """``tensor`` of which the rule does not know the dimensions ``positions`` (or any, or even the rank)."""
    full = abstract(tensor)
    assert isinstance(full, values.Tensor)
    dims = (
        None
        if full.shape is None or rank
        else [None if all_dims or i in positions else d for i, d in enumerate(full.shape)]
    )
    seen = values.tensor(full.dtype, dims, kind=full.kind, ragged_rank=full.ragged_rank)
    return Hidden(tensor, seen)


def inferred(name: str, *args: Any, **keywords: Any) -> tuple[Value, Any]:
    """The claim and TensorFlow's own inference, where hidden tensors are inputs of unknown dimensions."""
    flat = [a for a in (*args, *keywords.values()) if isinstance(a, Hidden)]
    specs = [tf.TensorSpec(a.seen.shape, a.seen.dtype) for a in flat]  # type: ignore[attr-defined]
    function = resolve(qualified(name))
    seen: list[Any] = []

    def body(*inputs: Any) -> None:
        feed = iter(inputs)

        def take(argument: Any) -> Any:
            return next(feed) if isinstance(argument, Hidden) else real(argument)

        seen.append(function(*[take(a) for a in args], **{k: take(a) for k, a in keywords.items()}))

    tf.function(body, autograph=False).get_concrete_function(*specs)
    return claim(name, args, keywords, graph=True), seen[0]


def at_least_inferred(claimed: Value, symbolic: Any) -> bool:
    """The claim fits TensorFlow's own inference and knows every dimension that it knows."""
    if isinstance(symbolic, (tuple, list)):
        assert isinstance(claimed, (values.Tuple, FakeList)), claimed
        return len(claimed.items) == len(symbolic) and all(
            at_least_inferred(c, o) for c, o in zip(claimed.items, symbolic, strict=True)
        )
    if not admits(claimed, symbolic) or not isinstance(claimed, values.Tensor):
        return False
    seen = _static(symbolic)
    if seen is None:
        return True
    return claimed.shape is not None and all(
        a is not None or b is None for a, b in zip(claimed.shape, seen, strict=True)
    )
