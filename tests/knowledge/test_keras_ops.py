"""``keras.ops`` and its kin against real Keras."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values

from .keras_harness import RULES, World, abstract, admits

DTYPES = ["float32", "float64", "float16", "int32", "int64", "uint8", "int8", "bool"]


def check(name: str, *args: Any, exact: bool = True, **keywords: Any) -> bool:
    """Compare a call; whether Keras takes the arguments at all."""
    claimed = World().call(name, [abstract(a) for a in args], [(k, abstract(a)) for k, a in keywords.items()])
    function: Any = keras
    for part in name.split(".")[1:]:
        function = getattr(function, part)
    try:
        observed = function(*args, **keywords)
    except (ValueError, TypeError, AttributeError, tf.errors.OpError):
        return False
    if isinstance(observed, tuple) and hasattr(observed, "_fields"):
        observed = tuple(observed)
    assert admits(claimed, observed, exact), (name, args, keywords, claimed, observed)
    return True


def of(name: str, *rules: str) -> list[str]:
    """The names below ``keras.ops`` whose rule is like that of one of ``rules``."""
    kinds = {RULES[f"keras.ops.{r}"].__qualname__ for r in rules}
    return [n for n in RULES if n.startswith(name) and RULES[n].__qualname__ in kinds]


ELEMENTWISE = [n for n in of("keras.ops.", "sqrt") if not n.endswith("clip")]
BINARY = of("keras.ops.", "add")
REDUCTIONS = of("keras.ops.", "sum")


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise(name):
    arguments = [
        *(tf.zeros((2, 3), d) for d in DTYPES),
        np.zeros((2, 3)),
        keras.Input((3,)),
        keras.Input((3,), dtype="int32"),
    ]
    extra = [1] if name.endswith("roll") else []
    taken = [check(name, a, *extra, exact=keras.backend.is_float_dtype(a.dtype)) for a in arguments]
    assert any(taken)


@pytest.mark.parametrize("name", BINARY)
def test_binary(name):
    taken = []
    exact = not name.endswith(".mod")
    for left in DTYPES:
        for right in DTYPES:
            taken.append(check(name, tf.ones((2, 3), left), tf.ones((3,), right), exact=exact))
        for number in (2, 1.5):
            taken.append(check(name, tf.ones((2, 3), left), number, exact=exact))
            taken.append(check(name, number, tf.ones((2, 3), left), exact=exact))
    taken.append(check(name, np.ones((2, 1)), np.ones((3,), "float32")))
    taken.append(check(name, keras.Input((3,)), keras.Input((3,), dtype="int32")))
    taken.append(check(name, keras.Input((3,)), 2))
    assert any(taken)


@pytest.mark.parametrize("name", REDUCTIONS)
def test_reduction(name):
    taken = []
    for dtype in DTYPES:
        for keywords in ({}, {"axis": 0}, {"axis": -1, "keepdims": True}, {"axis": (0, 1)}):
            taken.append(check(name, tf.zeros((2, 3), dtype), **keywords))
    taken.append(check(name, keras.Input((3,)), axis=-1))
    assert any(taken)


X, Y = tf.zeros((2, 3)), tf.zeros((3, 4))
CALLS: list[tuple[Any, ...]] = [
    ("ops.reshape", X, (-1,)),
    ("ops.reshape", X, (3, -1)),
    ("ops.expand_dims", X, 0),
    ("ops.expand_dims", X, -1),
    ("ops.squeeze", tf.zeros((1, 2))),
    ("ops.squeeze", tf.zeros((1, 2)), 0),
    ("ops.transpose", X),
    ("ops.transpose", tf.zeros((2, 3, 4)), (0, 2, 1)),
    ("ops.swapaxes", X, 0, 1),
    ("ops.tile", X, (1, 2)),
    ("ops.repeat", X, 2),
    ("ops.ravel", X),
    ("ops.broadcast_to", X, (4, 2, 3)),
    ("ops.take", X, tf.constant([0])),
    ("ops.concatenate", [X, tf.zeros((2, 3), tf.int32)]),
    ("ops.concatenate", [X, tf.zeros((2, 4))], -1),
    ("ops.stack", [X, X]),
    ("ops.stack", [X, X], -1),
    ("ops.matmul", X, Y),
    ("ops.matmul", tf.zeros((5, 2, 3)), Y),
    ("ops.dot", X, Y),
    ("ops.dot", tf.zeros((5, 2, 3)), Y),
    ("ops.einsum", "ij,jk->ik", X, Y),
    ("ops.where", X > 0, X, 0.0),
    ("ops.where", X > 0, X, tf.zeros((2, 1), tf.int32)),
    ("ops.cast", X, "int32"),
    ("ops.convert_to_tensor", [1, 2]),
    ("ops.convert_to_tensor", np.zeros((2, 3))),
    ("ops.convert_to_numpy", X),
    ("ops.shape", X),
    ("ops.ndim", X),
    ("ops.one_hot", tf.constant([1]), 3),
    ("ops.arange", 3),
    ("ops.arange", 1, 7, 2),
    ("ops.split", X, 3, 1),
    ("ops.unstack", X),
    ("ops.top_k", X, 2),
    ("ops.zeros", (2, 3)),
    ("ops.zeros", (2, 3), "int32"),
    ("ops.zeros_like", tf.zeros((2, 3), tf.int32)),
    ("ops.cumsum", X),
    ("ops.cumsum", tf.zeros((2, 3), tf.bool), 1),
    ("ops.image.resize", tf.zeros((1, 8, 8, 3)), (4, 4)),
    ("ops.categorical_crossentropy", X, X),
    ("ops.binary_crossentropy", X, X),
    ("ops.sparse_categorical_crossentropy", tf.zeros((2,), tf.int32), X),
    ("random.normal", (2, 3)),
    ("random.uniform", (2, 3)),
    ("random.randint", (2,), 0, 3),
    ("random.dropout", X, 0.5),
]


@pytest.mark.parametrize("call", CALLS, ids=[f"{c[0]}-{i}" for i, c in enumerate(CALLS)])
def test_call(call):
    assert check(f"keras.{call[0]}", *call[1:])


def test_symbolic_shape_keeps_open_dimensions():
    x = keras.Input((3,))
    claimed = World().call("keras.ops.shape", [abstract(x)])
    assert tuple(v.value for v in claimed.items) == keras.ops.shape(x) == (None, 3)
    assert isinstance(claimed, values.Tuple)
