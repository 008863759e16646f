"""Elementwise ops against TensorFlow: every op over every dtype, broadcasting, operands of other origin."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.tensorflow import elementwise
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER

from .harness import at_least_inferred, check, claim, hide, inferred, raises

DTYPES = "float32 float64 float16 bfloat16 int32 int64 int16 int8 uint8 uint16 uint32 bool string complex64 complex128"
OF_DTYPE = {d: tf.constant(["a", "b"]) if d == "string" else tf.cast([1, 2], d) for d in DTYPES.split()}
PYTHON = [
    1,
    1.5,
    1j,
    True,
    [1, 2],
    [1.0, 2.0],
    np.ones(2),
    np.ones(2, "f"),
    np.arange(2),
    np.float32(1),
    np.int64(2),
    "a",
]

BINARY = sorted(elementwise._BINARY)


@pytest.mark.parametrize("name", sorted(elementwise._UNARY))
def test_unary_over_all_dtypes(name: str) -> None:
    rest = {"message": "m"} if name.endswith("check_numerics") else {}
    if "vars" in name:
        rest = {"min": 0.0, "max": 1.0}
    for x in OF_DTYPE.values():
        check(name, x, **rest)
    for x in PYTHON[:-3]:
        check(name, x, **rest)


@pytest.mark.parametrize("name", BINARY)
def test_binary_over_all_dtypes(name: str) -> None:
    for x in OF_DTYPE.values():
        check(name, x, x)
    for dtype in ("float32", "float64", "int32", "bool", "string"):
        for other in PYTHON:
            # NumPy's own division follows where TensorFlow's operator declines.
            check(name, OF_DTYPE[dtype], other, exact="divide" not in name or dtype != "bool")
            check(name, other, OF_DTYPE[dtype])
    check(name, OF_DTYPE["float32"], OF_DTYPE["int32"])


@pytest.mark.parametrize("name", ["math.add", "math.multiply", "math.divide", "math.less", "math.pow"])
def test_binary_of_python_values_and_arrays(name: str) -> None:
    for left in PYTHON[:-1]:
        for right in PYTHON[:-1]:
            if not (isinstance(left, np.float64) or isinstance(right, np.float64)):
                check(name, left, right, exact="divide" not in name or left is not True)


def test_the_first_operand_decides_while_tracing() -> None:
    x = tf.ones(2)
    raises("math.multiply", 1, x, graph=True)
    check("math.multiply", 1, x)
    check("math.multiply", 1.0, x, graph=True)
    check("math.divide", 1, x, graph=True)
    raises("math.add", 1, x)


SHAPES = st.lists(st.integers(0, 3), max_size=3).map(tuple)


@given(SHAPES, SHAPES)
def test_broadcasting(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    left, right = tf.ones(a), tf.ones(b)
    check("math.subtract", left, right)
    check("math.less", hide(left, 0, 2), right, exact=False)
    check("math.maximum", hide(left, 1), hide(right, 0), exact=False)


@given(SHAPES, SHAPES, st.sets(st.integers(0, 2)))
def test_broadcasting_is_as_good_as_inference(a: tuple[int, ...], b: tuple[int, ...], hidden: set[int]) -> None:
    try:
        claimed, observed = inferred("math.multiply", hide(tf.ones(a), *hidden), hide(tf.ones(b)))
    except ValueError:
        return
    assert at_least_inferred(claimed, observed), (claimed, observed)


def test_contents_of_integers() -> None:
    shape = tf.constant([2, 3, 4])
    assert check("math.multiply", shape, 2).content == (4, 6, 8)
    assert check("math.floordiv", tf.constant(7), 2).content == 3
    assert check("math.floormod", tf.constant(-7), 3).content == 2
    assert check("math.maximum", shape, [3, 3, 3]).content == (3, 3, 4)
    assert check("math.negative", tf.constant(5)).content == -5
    assert check("cast", shape, tf.int64).content == (2, 3, 4)
    assert check("identity", shape).content == (2, 3, 4)
    assert check("math.add", tf.constant(2**31 - 1), 1).content is None


def test_casts() -> None:
    for x in [*OF_DTYPE.values(), 1, 2.5, [1, 2], np.ones(3), tf.ragged.constant([[1], [2, 3]]), tf.sparse.eye(2)]:
        for dtype in (tf.float32, "int64", tf.bool, np.float64, tf.complex64, tf.string):
            check("cast", x, dtype)
    check("cast", 1.0, dtype=tf.int32)
    check("dtypes.saturate_cast", tf.ones(2), tf.uint8)
    check("compat.v1.to_float", tf.ones(2, tf.int32))
    for source in ("int32", "int64", "uint8", "float32", "complex128"):
        for target in ("int32", "uint8", "float64", "complex64"):
            check("bitcast", tf.zeros([2, 4], source), getattr(tf, target))


def test_further_ops() -> None:
    check("complex", tf.ones(2), tf.ones([3, 1]))
    check("complex", 1.0, 2.0)
    check("complex", tf.ones(2), np.ones(2))
    check("math.scalar_mul", 2.0, tf.ones(2))
    check("math.betainc", tf.ones(2), 0.5, tf.ones([3, 1]) / 2)
    check("clip_by_value", tf.ones([2, 3]), 0, 1)
    check("clip_by_value", tf.ones([2, 3], tf.int32), 0.0, 1.0)
    check("clip_by_value", np.ones([2, 3]), 0, 1.0)
    check("clip_by_norm", tf.ones([2, 3]), 1)
    check("add_n", [tf.ones([2, 3]), tf.ones([2, 3])])
    check("add_n", [tf.ones([2, 3]), 1.0])
    check("add_n", tf.ones([2, 3]))
    check("add_n", (np.ones(2), np.ones(2)))
    check("stop_gradient", tf.Variable([1.0]))
    check("identity", [1, 2])
    check("math.nextafter", tf.ones(2), 2.0)


def test_ragged_and_sparse_operands() -> None:
    ragged = tf.ragged.constant([[1.0, 2.0], [3.0]])
    check("math.exp", ragged)
    check("math.multiply", ragged, 2.0)
    check("math.multiply", ragged, ragged)
    check("math.less", 1.0, ragged)
    check("math.add", ragged, [[1.0], [2.0]], exact=False)
    check("identity", ragged)
    sparse = tf.sparse.eye(3)
    for name in ("abs", "negative", "sign", "square", "sqrt", "tanh"):
        check(f"math.{name}", sparse)
    check("identity", sparse)
    check("stop_gradient", ragged)


def test_unknown_arguments_stay_tensors() -> None:
    anything = values.unknown("")
    assert claim("math.add", [anything, tf.ones(2)], {}) is values.tensor("float32", None)
    assert claim("math.less", [anything, anything], {}) is values.tensor("bool", None)
    assert claim("math.exp", [anything], {}) is values.tensor(None, None)
    assert claim("math.exp", ["a"], {}) is NEVER
    keras = values.tensor("float32", (None, 3), kind="keras_tensor")
    assert claim("math.exp", [keras], {}) is keras
