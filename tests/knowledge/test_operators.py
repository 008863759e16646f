"""Python's operators on tensors, arrays and shapes, against TensorFlow and NumPy."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.tensors import operators
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Array, Unknown, Value

from .harness import FakeCall, Hidden, abstract, admits, is_exact, real

warnings.filterwarnings("ignore", category=RuntimeWarning)

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "-": operator.neg,
    "+": operator.pos,
    "~": operator.invert,
    "abs": abs,
}
DTYPES = (
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "bool",
    "complex64",
    "complex128",
    "string",
)
PYTHON = [True, 1, 1.0, 1j, "a", None, [1, 1], [1.0, 1.0], (1, 1), 1.5, 3, [True, True], [[1, 2]]]
# What the libraries raise for operands that do not go together.
RAISED = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, tf.errors.OpError)
# Pairs that NumPy refuses for their values, not for their types.
VALUE_ERRORS = (OverflowError, ZeroDivisionError)


def tensor(dtype: str, shape: tuple[int, ...] = (2,)) -> Any:
    if dtype == "string":
        return tf.fill(shape, "a")
    return tf.cast(tf.ones(shape), dtype)


def array(dtype: str, shape: tuple[int, ...] = (2,)) -> Any:
    return np.full(shape, "a") if dtype == "string" else np.ones(shape, tf.as_dtype(dtype).as_numpy_dtype)


def call(graph: bool = False) -> Any:
    return FakeCall("operator", lambda: None, (), {}, graph)


def check(op: str, left: Any, right: Any, *, exact: bool = True, complete: bool = False) -> Value:
    """The claim for ``left op right`` admits what comes out; ``complete``: and it is ``NEVER`` where that raises."""
    claimed = operators.binary(op, abstract(left), abstract(right), call())
    where = f"{left!r:.80} {op} {right!r:.80}: claimed {claimed}"
    try:
        observed = BINARY[op](real(left), real(right))
    except VALUE_ERRORS:
        return claimed
    except RAISED as error:
        assert claimed is NEVER or not complete, f"{where}, raised {error!r:.100}"
        return claimed
    if observed is NotImplemented:
        return claimed
    _compare(claimed, observed, where, exact)
    return claimed


def _compare(claimed: Value, observed: Any, where: str, exact: bool) -> None:
    assert admits(claimed, observed), f"{where}, observed {observed!r:.200}"
    if exact and not isinstance(claimed, Unknown) and not isinstance(observed, bool):
        assert is_exact(claimed, observed), f"{where} is not exact, observed {observed!r:.200}"
        if isinstance(claimed, Array):
            assert claimed.scalar == isinstance(observed, np.generic), where
    content = getattr(claimed, "content", None)
    if content is not None and getattr(claimed, "kind", "") not in ("ragged", "sparse"):
        assert list(np.ravel(content)) == list(np.ravel(np.asarray(observed))), where


@pytest.mark.parametrize("op", BINARY)
def test_tensors_of_all_dtypes(op: str) -> None:
    for left in DTYPES:
        claimed = check(op, tensor(left), tensor(left), complete=not (op == "//" and left.startswith("complex")))
        assert not isinstance(claimed, Unknown)
    for left, right in [("float32", "float64"), ("int32", "int64"), ("int32", "float32"), ("bool", "int32")]:
        check(op, tensor(left), tensor(right), complete=left != "bool")
        check(op, tensor(right), tensor(left), complete=left != "bool")


@pytest.mark.parametrize("op", BINARY)
def test_tensors_and_python_values(op: str) -> None:
    for dtype in ("float16", "float32", "float64", "int8", "int32", "int64", "uint8", "bool", "complex64", "string"):
        for other in PYTHON:
            check(op, tensor(dtype), other)
            check(op, other, tensor(dtype))


@pytest.mark.parametrize("op", BINARY)
def test_a_number_that_would_lose_raises(op: str) -> None:
    if op == "%":
        return
    for dtype, number in [("int32", 1.5), ("int64", 1.0), ("float32", 1j), ("float32", "a"), ("string", 1)]:
        assert check(op, tensor(dtype), number, complete=True) is NEVER
        assert check(op, number, tensor(dtype), complete=True) is NEVER


@pytest.mark.parametrize("op", BINARY)
def test_an_array_becomes_the_dtype_of_the_tensor(op: str) -> None:
    for left in ("float32", "float64", "int32", "uint8", "bool", "complex64", "string"):
        for right in ("float32", "float64", "int32", "int64", "bool", "string"):
            check(op, tensor(left), array(right))
            check(op, array(right), tensor(left))
            check(op, tensor(left), array(right, ())[()])
            check(op, array(right, ())[()], tensor(left))


@pytest.mark.parametrize("op", BINARY)
def test_variables_act_as_tensors(op: str) -> None:
    v = tf.Variable([1.0, 2.0])
    for other in (v, tensor("float32"), 1.0, 2, np.ones(2), [1.0, 2.0]):
        check(op, v, other)
        check(op, other, v)


@pytest.mark.parametrize("op", BINARY)
def test_arrays_promote(op: str) -> None:
    for left in DTYPES:
        for right in DTYPES:
            check(op, array(left), array(right), exact="bfloat16" not in (left, right))
        for other in PYTHON:
            check(op, array(left), other, exact=left != "bfloat16")
            check(op, other, array(left), exact=left != "bfloat16")
            if left != "string":
                check(op, array(left, ())[()], other, exact=left != "bfloat16")


@pytest.mark.parametrize("op", UNARY)
def test_unary(op: str) -> None:
    cases: list[Any] = [make(dtype) for dtype in DTYPES for make in (tensor, array)]
    cases += [array(dtype, ())[()] for dtype in DTYPES[:-1]]
    cases += [tf.Variable([1.0]), tf.Variable([1]), tf.constant(3), np.int64(4), tf.constant([1, 2])]
    for operand in cases:
        claimed = operators.unary(op, abstract(operand), call())
        where = f"{op} {operand!r:.80}: {claimed}"
        try:
            observed = UNARY[op](operand)
        except RAISED as error:
            assert claimed is NEVER, f"{where} raised {error!r:.100}"
            continue
        _compare(claimed, observed, where, exact=True)


SHAPES = st.lists(st.integers(0, 3), max_size=3).map(tuple)


@given(SHAPES, SHAPES, st.sampled_from(["+", "/", "<", "==", "@"]))
def test_shapes_broadcast(left: tuple[int, ...], right: tuple[int, ...], op: str) -> None:
    check(op, tensor("float32", left), tensor("float32", right), complete=True)
    check(op, tensor("float32", left), array("float64", right), complete=True)
    check(op, array("float32", left), array("float64", right), complete=op != "==")


@given(SHAPES, SHAPES, st.integers(0, 7), st.sampled_from(["+", "*", "<", "@"]))
def test_hidden_dimensions_stay_sound(left: tuple[int, ...], right: tuple[int, ...], mask: int, op: str) -> None:
    dims = [None if mask >> i & 1 else d for i, d in enumerate(left)]
    for make in (tensor, array):
        full = make("float32", left)
        kind = values.tensor if make is tensor else values.array
        check(op, Hidden(full, kind("float32", dims)), make("float32", right), exact=False)
        check(op, make("float32", right), Hidden(full, kind("float32", None)), exact=False)


@given(st.integers(-50, 50), st.integers(-5, 5), st.sampled_from(["+", "-", "*", "//", "%", "**"]))
def test_known_integers_are_computed(left: int, right: int, op: str) -> None:
    for a, b in [
        (tf.constant(left), right),
        (left, tf.constant(right)),
        (tf.constant([left, 3]), tf.constant([right, 2])),
        (tf.constant([left, 3]), right),
        (np.int64(left), right),
        (np.array([left, 2]), np.int32(right)),
    ]:
        if op == "**" and right < 0:
            continue
        if right == 0 and op in ("//", "%"):
            continue
        claimed = check(op, a, b)
        if op != "**":
            assert getattr(claimed, "content", None) is not None, (a, op, b)


def test_overflow_is_not_computed() -> None:
    claimed = operators.binary("*", abstract(tf.constant(2**30)), abstract(4), call())
    assert claimed is values.tensor("int32", ())


RAGGED = tf.ragged.constant([[1.0, 2.0], [3.0]])
DEEP = tf.ragged.constant([[[1.0, 2.0], [3.0]], [[4.0]]])
INNER = tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 2, 3])


@pytest.mark.parametrize("op", BINARY)
def test_ragged(op: str) -> None:
    for ragged in (RAGGED, DEEP, INNER):
        for other in (ragged, 2.0, 3, np.float32(1), [2.0], tf.constant(2), tf.ones([2, 1]), tf.ones([2])):
            check(op, ragged, other, exact=False)
        for other in (2.0, np.float32(1), tf.ones([2, 1])):
            check(op, other, ragged, exact=False)
    check(op, DEEP, tf.ones([2, 1, 1]), exact=False)
    check(op, DEEP, RAGGED, exact=False)
    check(op, tf.ragged.constant([[1, 2], [3]]), 2, exact=False)
    check(op, tf.ragged.constant([[1, 2], [3]]), 1.5, exact=False)


SPARSE = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])


@pytest.mark.parametrize("op", BINARY)
def test_sparse(op: str) -> None:
    for other in (SPARSE, 2.0, tf.ones([2, 2]), tf.ones([2]), np.ones([2, 2], "f"), tf.Variable(tf.ones([2, 2]))):
        check(op, SPARSE, other)
        check(op, other, SPARSE)


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_indexed_slices(op: str) -> None:
    slices = tf.IndexedSlices(tf.ones([2, 3]), tf.constant([0, 1]), tf.constant([4, 3]))
    for other in (tf.ones([4, 3]), 2.0, slices, tf.Variable(tf.ones([4, 3])), np.ones([4, 3], "f")):
        claimed = check(op, Hidden(slices, values.tensor("float32", (4, 3), kind="indexed_slices")), other, exact=False)
        assert claimed is not None


KERAS = [tf.keras.Input([3]), tf.keras.Input([3], dtype="int32"), tf.keras.Input([3], dtype="bool")]


@pytest.mark.parametrize("op", BINARY)
def test_keras_tensors(op: str) -> None:
    for x in KERAS:
        seen = _keras(x)
        for other in [
            *KERAS,
            1,
            1.5,
            True,
            tf.ones([3]),
            np.ones([3]),
            np.ones([3], "i4"),
            tf.ones([3, 4]),
            [1.0, 2.0, 3.0],
        ]:
            for flip in (False, True):
                right = _keras(other) if isinstance(other, type(x)) else abstract(other)
                claimed = operators.binary(op, right if flip else seen, seen if flip else right, call())
                try:
                    observed = BINARY[op](other if flip else x, x if flip else other)
                except RAISED:
                    continue
                where = f"{x} {op} {other!r:.60} {flip}: {claimed}"
                if isinstance(observed, bool):
                    assert admits(claimed, observed), where
                    continue
                assert isinstance(claimed, values.Tensor), where
                assert claimed.kind == "keras_tensor", where
                assert claimed.dtype == observed.dtype, where
                assert claimed.shape == tuple(observed.shape), where


def _keras(x: Any) -> Value:
    return values.tensor(x.dtype, x.shape, kind="keras_tensor", symbolic=True)


SHAPE_OPERANDS = [
    tf.TensorShape([2, 3]),
    tf.TensorShape([]),
    tf.TensorShape([None, 3]),
    tf.TensorShape(None),
    [4],
    (4, 5),
    [2, 3],
    (2, 3),
    [None, 1],
    4,
    None,
]


@pytest.mark.parametrize("op", ["+", "==", "!=", "*", "<"])
def test_tensor_shapes(op: str) -> None:
    for left in SHAPE_OPERANDS[:4]:
        for right in SHAPE_OPERANDS:
            check(op, left, right, exact=False)
            check(op, right, left, exact=False)
    full = tf.TensorShape([2, 3])
    assert check("+", full, [4]) is values.tensor_shape((2, 3, 4))
    assert check("+", (4,), full) is values.tensor_shape((4, 2, 3))
    assert check("==", full, [2, 3]) is values.TRUE
    assert check("!=", full, [2, 4]) is values.TRUE


def test_an_unknown_operand_leaves_the_dtype() -> None:
    some = values.unknown("somewhere else")
    x = values.tensor("float32", (2, 3))
    assert operators.binary("*", x, some, call()) is values.tensor("float32")
    assert operators.binary("<", some, x, call()) is values.tensor("bool")
    assert operators.binary("+", values.array("float32", (2,)), some, call()) is values.unknown(
        "operand of unknown type"
    )


def test_results_in_graphs_are_symbolic() -> None:
    x = values.tensor("float32", (2, 3))
    assert operators.binary("*", x, values.const(2), call(graph=True)) is values.tensor(
        "float32", (2, 3), symbolic=True
    )
    assert operators.binary("==", x, values.tensor("float32", (4,)), call(graph=True)) is values.tensor(
        "bool", None, symbolic=True
    )


@pytest.mark.parametrize("op", BINARY)
def test_tracing_agrees(op: str) -> None:
    """What a function sees while it is traced is what the claim for graphs says."""
    pairs = [(tensor(d), o) for d in ("float32", "int32", "bool", "string") for o in (*PYTHON, tensor(d), np.ones(2))]
    pairs += [(o, t) for t, o in pairs]

    def body() -> None:
        for left, right in pairs:
            claimed = operators.binary(op, abstract(left), abstract(right), call(graph=True))
            where = f"{left!r:.60} {op} {right!r:.60}: {claimed}"
            try:
                # Eager tensors are captured: all operands become symbolic at the operator.
                a, b = (tf.identity(v) if isinstance(v, tf.Tensor) else v for v in (left, right))
                observed = BINARY[op](a, b)
            except RAISED:
                continue
            assert admits(claimed, observed), f"{where}, observed {observed}"

    tf.function(body, autograph=False).get_concrete_function()
