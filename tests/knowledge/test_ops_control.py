"""Control flow by functions, structures, gradients, TensorArray and py_function against TensorFlow."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Value

from .harness import FakeList, Function, Hidden, abstract, admits, check, claim, hide, is_exact, method

X = tf.ones([4, 3])
I = tf.range(4)  # noqa: E741
BOTH = pytest.mark.parametrize("graph", [False, True])
Point = namedtuple("Point", "a b")


def op(name: str, *args: Any, **keywords: Any) -> Value:
    """The claim of one op within an abstract function."""
    return claim(name, args, keywords)


def doubled(x: Any) -> Any:
    return x * 2


DOUBLE = Function(doubled, lambda x: op("multiply", x, 2))
SUM = Function(tf.reduce_sum, lambda x: op("reduce_sum", x))
TO_FLOAT = Function(lambda x: tf.cast(x, tf.float32), lambda x: op("cast", x, tf.float32))


def at(structure: Value, index: int) -> Value:
    return structure.items[index]  # type: ignore[attr-defined, no-any-return]


def test_nest() -> None:
    check("nest.map_structure", Function(doubled, lambda x: op("multiply", x, 2)), [X, (X, {"a": I, "b": [I]})])
    check("nest.map_structure", Function(tf.add, lambda a, b: op("add", a, b)), [X, (I,)], [X, (I,)])
    check("nest.map_structure", DOUBLE, Point(X, I))
    check("nest.map_structure", DOUBLE, X)
    check("nest.map_structure", DOUBLE, {"b": X, "a": I})
    check("nest.map_structure", Function(lambda t: t.shape, lambda t: values.tensor_shape(t.shape)), [X, I])
    check("nest.flatten", [X, (I, {"b": X, "a": I})])
    check("nest.flatten", {"b": X, "a": I})
    check("nest.flatten", X)
    check("nest.flatten", Point(X, [I]))
    check("nest.pack_sequence_as", [1, (2, {"b": 3, "a": 4})], [X, I, X, I])
    check("nest.pack_sequence_as", {"b": 1, "a": 2}, [X, I])
    check("nest.pack_sequence_as", 1, [X])
    check("nest.is_nested", [X])
    check("nest.is_nested", X)
    check("nest.is_nested", {"a": 1})
    many = FakeList((), values.tensor("float32", (2,)))
    assert claim("nest.flatten", [values.tuple_of([many, abstract(I)])], {}).rest is not None  # type: ignore[attr-defined]


@BOTH
def test_map_fn(graph: bool) -> None:
    check("map_fn", DOUBLE, X, graph=graph)
    check("map_fn", SUM, X, graph=graph)
    check("map_fn", SUM, hide(X, 0), graph=graph, exact=False)
    check("map_fn", TO_FLOAT, I, fn_output_signature=tf.float32, graph=graph)
    check("map_fn", TO_FLOAT, I, dtype=tf.float32, graph=graph)
    check("map_fn", Function(lambda a: 1.0, lambda a: values.const(1.0)), X, graph=graph)
    pair = Function(lambda a: (a, tf.reduce_sum(a)), lambda a: values.tuple_of([a, op("reduce_sum", a)]))
    check("map_fn", pair, X, fn_output_signature=(tf.float32, tf.float32), graph=graph)
    both = Function(lambda a: [a[0], a[1]], lambda a: FakeList(a.items))
    check("map_fn", both, [X, I], graph=graph)
    ragged = Function(tf.range, lambda a: op("range", a))
    check("map_fn", ragged, I, fn_output_signature=values_spec(), graph=graph, exact=False)


def values_spec() -> Any:
    seen = values.library_object(
        "tensorflow.RaggedTensorSpec",
        [("shape", FakeList((values.NONE,))), ("dtype", values.dtype_value("int32"))],
    )
    return Hidden(tf.RaggedTensorSpec([None], tf.int32), seen)


@BOTH
def test_vectorized_map(graph: bool) -> None:
    check("vectorized_map", DOUBLE, X, graph=graph)
    pair = Function(
        lambda a: (a[0], tf.reduce_sum(a[1])), lambda a: values.tuple_of([at(a, 0), op("reduce_sum", at(a, 1))])
    )
    check("vectorized_map", pair, (X, X), graph=graph)


ADD = Function(lambda a, b: a + b, lambda a, b: op("add", a, b))
ADD_SUM = Function(lambda a, b: a + tf.reduce_sum(b), lambda a, b: op("add", a, op("reduce_sum", b)))
ADD_PAIRS = Function(
    lambda a, b: (a[0] + b[0], a[1] + b[1]),
    lambda a, b: values.tuple_of([op("add", at(a, 0), at(b, 0)), op("add", at(a, 1), at(b, 1))]),
)


@BOTH
def test_scan_and_fold(graph: bool) -> None:
    for name in ("scan", "foldl", "foldr"):
        check(name, ADD, X, graph=graph)
        check(name, ADD_SUM, X, initializer=tf.constant(0.0), graph=graph)
        check(name, ADD_SUM, X, 0.0, graph=graph)
        check(name, ADD_PAIRS, (X, X), graph=graph)


def _less(i: Any, *rest: Any) -> Any:
    return i < 3


LESS = Function(_less, lambda i, *rest: op("less", i, 3))


@BOTH
def test_while_loop(graph: bool) -> None:
    body = Function(lambda i, a: (i + 1, a * 2), lambda i, a: values.tuple_of([op("add", i, 1), op("multiply", a, 2)]))
    check("while_loop", LESS, body, (0, X), graph=graph)
    check("while_loop", LESS, body, [tf.constant(0), X], graph=graph)
    single = Function(lambda i: i + 1, lambda i: op("add", i, 1))
    check("while_loop", LESS, single, [tf.constant(0)], graph=graph)
    listed = Function(lambda i: [i + 1], lambda i: FakeList((op("add", i, 1),)))
    check("while_loop", LESS, listed, [0], graph=graph)
    check("while_loop", LESS, listed, [np.float64(0)], graph=graph)
    check("while_loop", LESS, listed, [tf.constant(0)], maximum_iterations=2, graph=graph)
    growing = Function(
        lambda i, a: (i + 1, tf.concat([a, a], 0)),
        lambda i, a: values.tuple_of([op("add", i, 1), op("concat", [a, a], 0)]),
    )
    claimed = check("while_loop", LESS, growing, (0, X), graph=False, exact=False)
    assert at(claimed, 1) is values.tensor("float32", (None, 3))
    invariants = (tf.TensorShape([]), tf.TensorShape([None, 3]))
    check("while_loop", LESS, growing, (0, X), shape_invariants=invariants, graph=graph, exact=graph)
    nested = Function(
        lambda i, d: (i + 1, {"a": d["a"] + 1.0}),
        lambda i, d: values.tuple_of([op("add", i, 1), type(d)(d.keys, (op("add", d.items[0], 1.0),))]),
    )
    check("while_loop", LESS, nested, (0, {"a": X}), graph=graph)


def thunk(real: Callable[[], Any]) -> Function:
    return Function(real, lambda: abstract(real()))


@BOTH
def test_conditionals(graph: bool) -> None:
    yes = tf.constant(True)
    check("cond", yes, thunk(lambda: X), thunk(lambda: X * 2), graph=graph)
    check("cond", True, thunk(lambda: 1), thunk(lambda: 2), graph=graph)
    check("cond", yes, thunk(lambda: 1), thunk(lambda: 2), graph=graph)
    check("cond", yes, thunk(lambda: (X, 1.0)), thunk(lambda: (X, 2.0)), graph=graph)
    check("cond", yes, thunk(lambda: [X]), thunk(lambda: [X]), graph=graph)
    check("cond", yes, thunk(lambda: tf.ones([2, 3])), thunk(lambda: tf.ones([4, 3])), graph=graph, exact=graph)
    check("cond", yes, thunk(lambda: None), thunk(lambda: None), graph=graph)
    check("cond", yes, thunk(lambda: {"a": X}), thunk(lambda: {"a": X}), graph=graph)
    check("case", [(yes, thunk(lambda: X)), (yes, thunk(lambda: X))], default=thunk(lambda: X * 2), graph=graph)
    check("switch_case", tf.constant(1), [thunk(lambda: X), thunk(lambda: X)], graph=graph)
    check("switch_case", tf.constant(1), {0: thunk(lambda: X), 1: thunk(lambda: X)}, graph=graph)
    check("switch_case", tf.constant(1), [thunk(lambda: 1), thunk(lambda: 2)], graph=graph)
    check("switch_case", 1, [thunk(lambda: 1), thunk(lambda: 2)], graph=graph)


def test_decorators() -> None:
    function = Function(lambda x: (x * 2, None), lambda x: values.tuple_of([op("multiply", x, 2), values.NONE]))
    wrapped = claim("custom_gradient", [function], {})
    assert isinstance(wrapped, values.LibraryObject) and wrapped.get("function") is function


TAPE = values.library_object("tensorflow.GradientTape")


@BOTH
def test_gradients(graph: bool) -> None:
    results: list[tuple[Value, Any]] = []

    def run() -> None:
        w, v = tf.ones([3, 2]), tf.ones([2, 3])
        with tf.GradientTape(persistent=True) as tape:
            tape.watch((w, v))
            z = v @ w
            y = tf.reduce_sum(z)
        for sources in (w, [w, v], (w, v), {"a": w, "b": [v]}):
            results.append((method("GradientTape.gradient", TAPE, [y, sources], graph), tape.gradient(y, sources)))
        for sources in (w, [w, v]):
            results.append((method("GradientTape.jacobian", TAPE, [z, sources], graph), tape.jacobian(z, sources)))
        results.append((method("GradientTape.batch_jacobian", TAPE, [z, v], graph), tape.batch_jacobian(z, v)))
        if graph:
            results.append((claim("gradients", [y, [w, v]], {}, graph), tf.gradients(tf.reduce_sum(v @ w), [w, v])))

    (tf.function(run, autograph=False) if graph else run)()
    for claimed, observed in results:
        assert is_exact(claimed, observed), (claimed, observed)


@BOTH
def test_tensor_arrays(graph: bool) -> None:
    results: list[tuple[Value, Any]] = []
    ta_name = "TensorArray."

    def run() -> None:
        real = tf.TensorArray(tf.float32, size=3)
        seen = claim("TensorArray", [tf.float32], {"size": 3}, graph)
        for i in range(3):
            real = real.write(i, tf.ones([2, 5]))
            seen = method(ta_name + "write", seen, [i, abstract(tf.ones([2, 5]))], graph)
        for name, args in (("stack", ()), ("concat", ()), ("gather", ([0, 1],)), ("size", ()), ("read", (1,))):
            if not graph and name == "read":
                continue
            results.append((method(ta_name + name, seen, args, graph), getattr(real, name)(*args)))
        unstacked = tf.TensorArray(tf.int32, 4).unstack(I)
        claimed = method(ta_name + "unstack", claim("TensorArray", [tf.int32, 4], {}, graph), [abstract(I)], graph)
        results.append((method(ta_name + "stack", claimed, (), graph), unstacked.stack()))
        results.append((method(ta_name + "read", claimed, [0], graph), unstacked.read(0)))

    (tf.function(run, autograph=False) if graph else run)()
    for claimed, observed in results:
        assert admits(claimed, observed), (claimed, observed)
        assert claimed.dtype == observed.dtype.name and claimed.shape is not None  # type: ignore[attr-defined]


def test_tensor_arrays_of_unknown_or_other_elements() -> None:
    dynamic = claim("TensorArray", [tf.float32], {"size": 0, "dynamic_size": True}, graph=True)
    one = method("TensorArray.write", dynamic, [0, values.tensor("float32", (2,))], graph=True)
    two = method("TensorArray.write", one, [1, values.tensor("float32", (3,))], graph=True)
    assert method("TensorArray.stack", two, (), graph=True) is values.tensor("float32", (None, None), symbolic=True)
    assert method("TensorArray.stack", dynamic, (), graph=True) is NEVER
    assert method("TensorArray.write", dynamic, [0, values.tensor("int32", ())], graph=True) is NEVER


@BOTH
def test_python_functions(graph: bool) -> None:
    same = Function(lambda a: a, lambda a: a)
    pair = Function(lambda a: (a, a), lambda a: values.tuple_of([a, a]))
    for name in ("py_function", "numpy_function"):
        check(name, same, [X], tf.float32, graph=graph)
        check(name, pair, [X], [tf.float32, tf.float32], graph=graph)
        check(name, pair, [X], (tf.float32, tf.float32), graph=graph)
        check(name, same, [X], [tf.float32], graph=graph)
