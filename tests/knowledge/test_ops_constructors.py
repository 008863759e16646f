"""Constructors and conversion against TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.model import values

from .harness import Function, abstract, check, claim, hide, raises

X = tf.ones([2, 3])
LISTS: list[Any] = [
    [1.5, np.float64(2)],
    [1, np.float64(2)],
    [np.float32(1), 2.0],
    [np.int64(3), 1],
    [np.int32(3), np.int32(4)],
    [np.int64(3), 1.5],
    [True, False],
    [1, True],
    [1, 1.5],
    [1.5, True],
    [1 + 2j, 3j],
    [],
    [[]],
    [[], []],
    ["a", b"b"],
    [[1, 2], [3]],
    [[1, 2], 3],
    [None, 1],
    [2**40, 1],
    [1, 2**40],
    [(1, 2), [3, 4]],
    [[1.0, 2.0], np.ones(2)],
    [np.uint8(3), 1],
    [np.float16(1), np.float16(2)],
    [[[1], [2]], [[3], [4]]],
    (1, 2),
    range(3),
    tf.TensorShape([2, 3]),
    {"a": 1},
    tf.float32,
    2**40,
    -(2**31),
    2**31,
    np.float64(1),
    np.array(3.0),
    np.zeros((0, 2)),
    np.array(["a", "b"]),
    "a",
    b"a",
    True,
    1j,
    None,
]
EAGER_LISTS: list[Any] = [
    [np.float64(1), 1.5],
    [np.ones(2), np.ones(2)],
    [np.ones(2, "f"), np.ones(2)],
    [np.arange(2), np.arange(2)],
    [np.arange(2), np.ones(2)],
    [np.arange(2), [1, 2]],
    [[np.arange(2)], [np.arange(2)]],
]
WITH_TENSORS: list[Any] = [
    [tf.constant(2.0), 1],
    [1, tf.constant(2.0)],
    [1.5, tf.constant(2)],
    [tf.constant(2.0), np.float64(1)],
    [tf.constant(2.0), tf.constant(1.0, tf.float64)],
    [[1, tf.constant(2.0)], [2, 3]],
    [True, tf.constant(2.0)],
    ["a", tf.constant("b")],
    [tf.constant(3), 4, tf.constant(5)],
    X,
    tf.Variable([1.0]),
]


@pytest.mark.parametrize("graph", [False, True])
def test_conversion_of_lists_and_numbers(graph: bool) -> None:
    for value in LISTS:
        check("convert_to_tensor", value, graph=graph)
        if not isinstance(value, (range, tf.TensorShape)):
            check("constant", value, graph=graph)
        for dtype in (tf.float64, tf.int64, tf.string, tf.bool):
            check("convert_to_tensor", value, dtype, graph=graph)
    for value in EAGER_LISTS:
        check("constant", value, graph=graph, exact=not graph)


def test_conversion_of_lists_with_tensors() -> None:
    for value in WITH_TENSORS:
        check("convert_to_tensor", value)
        check("constant", value)
        check("convert_to_tensor", value, tf.int64)
        check("convert_to_tensor", value, dtype_hint=tf.float64, exact=False)
    raises("constant", [tf.constant(1.0), 2.0])
    for value in (1, 1.5, np.ones(2), [1, 2]):
        for hint in (tf.float64, tf.int32, tf.float32):
            check("convert_to_tensor", value, dtype_hint=hint)


def test_contents_of_lists() -> None:
    n = values.tensor("int32", ())
    claimed = claim("convert_to_tensor", [abstract([1, 2])], {})
    assert isinstance(claimed, values.Tensor) and claimed.content == (1, 2)
    packed = claim("stack", [(n, 4, -1)], {})
    assert isinstance(packed, values.Tensor) and packed.content == (None, 4, -1) and packed.shape == (3,)


def test_constant_with_shape() -> None:
    check("constant", 1, shape=[2, 3])
    check("constant", [1, 2, 3, 4], shape=[2, 2])
    check("constant", [1, 2], shape=[3])
    check("constant", [1.0], shape=[3])
    check("constant", 1, tf.float64, [2])
    check("constant", X, tf.int32)
    check("constant", X, tf.int32, graph=True)


SHAPE = st.lists(st.integers(0, 3), max_size=3)


@given(SHAPE, st.sampled_from([None, tf.float64, "int32", np.int64, tf.bool]))
def test_filled(shape: list[int], dtype: Any) -> None:
    rest = {} if dtype is None else {"dtype": dtype}
    for given_shape in (shape, tuple(shape), tf.constant(shape, tf.int32), tf.TensorShape(shape), np.array(shape, "i")):
        check("zeros", given_shape, **rest)
        check("ones", given_shape, **rest)
        check("fill", given_shape, 1.5)
    check("zeros_like", tf.zeros(shape), **rest)
    check("ones_like", tf.zeros(shape, tf.int32), **rest)


def test_zeros_of_other_arguments() -> None:
    check("zeros", 5)
    check("zeros", [tf.constant(2), 3])
    check("zeros", shape=(2,), dtype=tf.string)
    check("fill", [2], np.float64(1))
    check("fill", 3, 1)
    check("ones_like", np.ones(3))
    check("zeros_like", [1, 2])
    check("zeros_like", tf.ragged.constant([[1], [2, 3]]))
    check("eye", 3)
    check("eye", 3, 4, [2], tf.int32)
    check("eye", tf.constant(2), dtype=tf.float64)
    check("eye", 2, batch_shape=[3])
    unknown_rows = claim("zeros", [(values.INT, 4)], {})
    assert unknown_rows is values.tensor("float32", (None, 4))


def test_ranges() -> None:
    for args in [
        (5,),
        (1, 5.0),
        (0, 1, 0.1),
        (tf.constant(3, tf.int64),),
        (np.int64(4),),
        (5.0,),
        (3, 0),
        (3, 0, -1),
        (tf.constant(3, tf.int64), 5.0),
        (np.float64(3),),
        (tf.constant([1, 2]),),
        (2, 11, 3),
        (0,),
        (0.0, 1.0, 0.25),
    ]:
        check("range", *args, exact=not isinstance(args[0], np.float64))
    check("range", 5, dtype=tf.float32)
    check("range", start=1, limit=4, dtype=tf.int64)
    assert check("range", 2, 11, 3).content == (2, 5, 8)


def test_linspace() -> None:
    for args in [
        (0, 1, 5),
        (0.0, 1.0, 5),
        (0, 1.0, 5),
        (0.0, 1, 5),
        ([0.0, 1.0], [1.0, 2.0], 5),
        (tf.constant(0.0, tf.float64), 1, 3),
        (tf.constant(0), 5, 3),
        (np.float64(0), 1.0, 3),
        (0.0, np.float64(3), 3),
    ]:
        check("linspace", *args)
    check("linspace", [0.0, 1.0], [1.0, 2.0], 5, axis=-1)


def test_one_hot_and_masks() -> None:
    check("one_hot", [1, 2], 3)
    check("one_hot", 1, 3, axis=0)
    check("one_hot", [1, 2], 3, 1, 0)
    check("one_hot", [1, 2], 3, True, False, dtype=bool)
    check("one_hot", [[1, 2]], 3, axis=1)
    check("one_hot", [1, 2], 3, on_value=5)
    check("one_hot", [1], tf.constant(4))
    check("one_hot", [1.0], 3)
    check("one_hot", np.array([1]), 3)
    check("one_hot", [1, 2], 3, 1.0, dtype=tf.float64)
    check("one_hot", [1], 3, tf.constant(1.0, tf.float64))
    check("one_hot", hide(tf.constant([1, 2]), 0), 3, exact=False)
    check("sequence_mask", [1, 2], 3)
    check("sequence_mask", [1, 2])
    check("sequence_mask", [[1, 2]], 5, tf.float32)
    check("sequence_mask", 3, 5)
    check("sequence_mask", [1, 2], maxlen=tf.constant(4))


def test_variables() -> None:
    check("Variable", 1.0)
    check("Variable", [1, 2], dtype=tf.float64)
    check("Variable", np.ones(2))
    check("Variable", X, shape=[None, 3])
    check("Variable", X, shape=tf.TensorShape(None))
    check("Variable", X, dtype=tf.float64)
    check("Variable", tf.Variable(2.0))
    check("Variable", "text")
    check("Variable", Function(lambda: tf.ones(3), lambda: values.tensor("float32", (3,))))


def test_shapes_sizes_ranks() -> None:
    shape = check("shape", X)
    assert shape.content == (2, 3)
    assert check("size", X).content == 6
    assert check("rank", X).content == 2
    check("shape", X, tf.int64)
    check("shape", X, out_type=tf.int64)
    check("shape", [1, 2])
    check("size", X, tf.int64)
    check("shape_n", [X, X])
    check("shape", tf.ragged.constant([[1]]), exact=False)
    assert claim("shape", [values.tensor("float32", (None, 4))], {}) is values.tensor("int32", (2,), content=(None, 4))
    check("broadcast_dynamic_shape", [1, 3], [2, 1])
    check("broadcast_static_shape", tf.TensorShape([1, 3]), tf.TensorShape([2, 1]))
    check("TensorShape", [2, None])
    check("TensorShape", None)
    check("TensorShape", 3)
    check("get_static_value", X)
    check("get_static_value", 3)
    check("is_tensor", X)
    check("is_tensor", 3)
    check("timestamp")


def test_meshgrid() -> None:
    check("meshgrid", [1, 2, 3], [4, 5])
    check("meshgrid", [1, 2, 3], [4, 5], indexing="ij")
    check("meshgrid", tf.range(3), tf.range(4), tf.range(5))
    check("meshgrid", [1, 2, 3], 4)


def test_initializers() -> None:
    for name in ("zeros_initializer", "ones_initializer", "random_normal_initializer"):
        initializer = getattr(tf, name)()
        claimed = claim(f"{name}.__call__", [(2, 3)], {})
        seen = initializer((2, 3))
        assert claimed is values.tensor(seen.dtype.name, seen.shape.as_list())
