"""Reshaping, joining, splitting, padding and slicing against TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.model import values

from .harness import FakeList, Hidden, abstract, at_least_inferred, check, claim, hide, inferred, raises

X = tf.ones([2, 3, 4])
SHAPE = st.lists(st.integers(0, 4), max_size=3)
SHAPE3 = st.lists(st.integers(1, 4), min_size=3, max_size=3)
TARGET = st.lists(st.integers(-1, 6), max_size=4)
AXIS = st.integers(-4, 3)


@given(SHAPE, TARGET)
def test_reshape(shape: list[int], target: list[int]) -> None:
    check("reshape", tf.ones(shape), target)
    check("reshape", hide(tf.ones(shape), 0), target, exact=False)
    check("reshape", hide(tf.ones(shape), 1, 2), tf.constant(target, tf.int32), exact=False)


@given(SHAPE3, st.sampled_from([[-1], [0, -1], [-1, 4], [2, -1, 3], [3, 4]]), st.sets(st.integers(0, 2)))
def test_reshape_is_as_good_as_inference(shape: list[int], target: list[int], hidden: set[int]) -> None:
    try:
        claimed, observed = inferred("reshape", hide(tf.ones(shape), *hidden), target)
    except ValueError:
        return
    assert at_least_inferred(claimed, observed), (claimed, observed)


def test_reshape_by_parts_of_a_shape() -> None:
    batch = Hidden(tf.constant(2), values.tensor("int32", ()))
    claimed = check("reshape", X, [batch, -1, 4], exact=False)
    assert claimed is values.tensor("float32", (None, None, 4))
    x = values.tensor("float32", (None, 6, 4))
    assert claim("reshape", [x, (2, -1)], {}) is values.tensor("float32", (2, None))
    check("reshape", tf.constant([5]), [])
    check("reshape", X, tf.TensorShape([6, 4]))
    check("reshape", np.ones((2, 3)), (-1,))
    check("reshape", [[1, 2]], 2)


@given(SHAPE, AXIS, st.sets(st.integers(0, 2)))
def test_axes(shape: list[int], axis: int, hidden: set[int]) -> None:
    x = tf.ones(shape)
    seen = hide(x, *hidden)
    check("expand_dims", x, axis)
    check("squeeze", x, axis)
    check("squeeze", x, [axis])
    check("squeeze", x)
    check("stack", [x, x], axis)
    check("concat", [x, x], axis)
    check("unstack", x, axis=axis)
    check("split", x, 2, axis)
    check("reverse", x, [axis])
    check("repeat", x, 2, axis)
    check("repeat", x, 3)
    check("expand_dims", seen, axis, exact=False)
    check("squeeze", seen, exact=False)
    check("squeeze", seen, [axis], exact=False)
    check("stack", [seen, x], axis, exact=False)
    check("concat", [x, seen], axis, exact=False)
    check("unstack", seen, axis=axis, exact=False)
    check("split", seen, 2, axis, exact=False)
    check("repeat", seen, 2, axis, exact=False)
    unknown = Hidden(axis, values.INT)
    for name in ("expand_dims", "squeeze"):
        check(name, x, unknown, exact=False)
    for name in ("stack", "concat"):
        check(name, [x, x], unknown, exact=False)
    check("split", x, 2, unknown, exact=False)
    check("unstack", x, axis=unknown, exact=False)


@given(SHAPE3, st.permutations([0, 1, 2]), st.sets(st.integers(0, 2)))
def test_transpose(shape: list[int], perm: list[int], hidden: set[int]) -> None:
    check("transpose", tf.ones(shape))
    check("transpose", tf.ones(shape), perm)
    check("transpose", hide(tf.ones(shape), *hidden), perm, exact=False)
    check("transpose", tf.ones(shape), Hidden(tf.constant(perm), values.tensor("int32", (3,))), exact=False)
    check("linalg.matrix_transpose", tf.ones(shape))


def test_transpose_of_other_arguments() -> None:
    raises("transpose", X, [0, 1])
    raises("transpose", X, [0, 0, 1])
    check("linalg.adjoint", X)
    check("transpose", [[1, 2]])


@given(SHAPE3, SHAPE3)
def test_concat_and_stack_of_different_shapes(a: list[int], b: list[int]) -> None:
    for axis in (0, -1):
        check("concat", [tf.ones(a), tf.ones(b)], axis)
        check("stack", [tf.ones(a), tf.ones(b)], axis)
        check("concat", [hide(tf.ones(a), 0), hide(tf.ones(b), 2)], axis, exact=False)


def test_dtypes_of_joined_values() -> None:
    x = tf.ones([2])
    for other in ([1, 2], [1.0, 2.0], np.ones(2), np.arange(2), tf.ones([2], tf.float64), 3, 3.0):
        check("stack", [x, other])
        check("stack", [other, x])
        check("concat", [x, other], 0)
        check("concat", [other, x], 0)
    for graph in (False, True):
        check("stack", [1, 2.0], graph=graph)
        check("stack", [np.arange(2), np.arange(2)], graph=graph)
        check("stack", [np.arange(2), np.arange(2)], 1, graph=graph)
        check("stack", [np.ones(2), np.ones(2)], graph=graph)
    check("stack", [[1, 2], [3, 4]], axis=1)
    check("stack", X)
    check("stack", X, 1)
    check("concat", X, 0)
    check("concat", [X], 1)
    check("concat", [], 0)
    check("stack", [])
    check("stack", ["a", "b"])
    check("parallel_stack", [x, x])


def test_lists_of_unknown_length() -> None:
    many = FakeList((), values.tensor("float32", (2, 3)))
    assert claim("stack", [many], {}) is values.tensor("float32", (None, 2, 3))
    assert claim("concat", [many, 0], {}) is values.tensor("float32", (None, 3))
    assert claim("concat", [many, -1], {}) is values.tensor("float32", (2, None))
    check("stack", Hidden([tf.ones(2), tf.ones(2)], FakeList((), values.tensor("float32", (2,)))), exact=False)


def test_contents() -> None:
    shape = tf.constant([2, 3, 4])
    assert check("concat", [shape, [5]], 0).content == (2, 3, 4, 5)
    assert check("stack", [shape[0], 7]).content == (2, 7)
    assert check("slice", shape, [1], [2]).content == (3, 4)
    assert check("reverse", shape, [0]).content == (4, 3, 2)
    assert check("reshape", shape[:1], []).content == 2
    assert check("expand_dims", shape[0], 0).content == (2,)
    assert check("squeeze", shape[:1]).content == 2
    check("unstack", shape)
    assert check("math.invert_permutation", [2, 0, 1]).content == (1, 2, 0)
    half_known = values.tensor("int32", (2,), content=(None, 4))
    joined = claim("concat", [abstract([1]), half_known], {"axis": 0})
    assert claim("concat", [FakeList((abstract([1]), half_known)), 0], {}).content == (1, None, 4)  # type: ignore[attr-defined]
    assert joined is not None


@given(SHAPE3, st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_tile_and_pad(shape: list[int], numbers: list[int]) -> None:
    x = tf.ones(shape)
    check("tile", x, numbers)
    check("tile", hide(x, 1), numbers, exact=False)
    check("tile", x, Hidden(tf.constant(numbers), values.tensor("int32", (3,))), exact=False)
    paddings = [[n, 1] for n in numbers]
    check("pad", x, paddings)
    check("pad", hide(x, 0), tf.constant(paddings), exact=False)
    check("pad", x, Hidden(tf.constant(paddings), values.tensor("int32", (3, 2))), exact=False)


def test_pad_modes() -> None:
    check("pad", X, [[0, 0], [1, 1], [0, 0]], mode="REFLECT")
    check("pad", X, ((0, 0), (1, 1), (0, 0)), constant_values=2.0)
    raises("pad", X, [[0, 0], [1, 1]])


def test_splits() -> None:
    for args in [(3, 1), ([1, 2], 1), ([1, -1], 2), ((1, 2), -2), (2,), (5,), ([1, 1], 1), (tf.constant([1, 2]), 1)]:
        check("split", X, *args)
    check("split", X, num_or_size_splits=2, axis=-1)
    check("split", [1, 2, 3, 4], 2)
    check("unstack", X, num=2)
    check("unstack", X, 3, 1)
    check("unstack", X, 2, 1)
    check("repeat", X, [1, 2], axis=0)
    check("repeat", X, repeats=[2], axis=1)
    check("repeat", [1, 2, 3], [1, 0, 2])
    check("repeat", X, hide(tf.constant([1, 2])), axis=0, exact=False)
    check("repeat", 3, 2)


DIM = st.integers(-5, 5)


@given(st.integers(0, 5), st.one_of(st.none(), DIM), st.one_of(st.none(), DIM), st.integers(-3, 3))
def test_strided_slices(size: int, start: int | None, stop: int | None, step: int) -> None:
    masks = {"begin_mask": int(start is None), "end_mask": int(stop is None)}
    x = tf.ones([size, 2])
    check("strided_slice", x, [start or 0], [stop or 0], [step], **masks)
    check("strided_slice", hide(x, 0), [start or 0], [stop or 0], [step], exact=False, **masks)
    unknown = Hidden([start or 0], FakeList((values.INT,)))
    check("strided_slice", x, unknown, [stop or 0], [step], exact=False, **masks)


@given(
    SHAPE3, st.lists(st.integers(0, 3), min_size=3, max_size=3), st.lists(st.integers(-1, 3), min_size=3, max_size=3)
)
def test_slice(shape: list[int], begin: list[int], size: list[int]) -> None:
    check("slice", tf.ones(shape), begin, size)
    check("slice", hide(tf.ones(shape), 0, 1), begin, size, exact=False)
    check("slice", tf.ones(shape), Hidden(begin, FakeList((values.INT,) * 3)), size, exact=False)


def test_broadcasts_and_shapes() -> None:
    check("broadcast_to", 1, [2, 3])
    check("broadcast_to", tf.ones([3]), [2, 3])
    raises("broadcast_to", tf.ones([3]), [2, 4])
    raises("broadcast_to", tf.ones([3, 2]), [2])
    check("ensure_shape", X, [None, 3, 4])
    raises("ensure_shape", X, [None, 3])
    assert claim("ensure_shape", [values.tensor("float32", (None, 3)), (2, None)], {}) is values.tensor(
        "float32", (2, 3)
    )
    check("roll", X, 1, 0)
    check("reverse_sequence", X, [1, 2], 1, 0)


def test_space_and_depth() -> None:
    image = tf.ones([2, 4, 6, 8])
    check("nn.space_to_depth", image, 2)
    check("nn.depth_to_space", image, 2)
    raises("nn.space_to_depth", image, 4)
    check("nn.depth_to_space", hide(image, 1), block_size=2, exact=False)
    check("space_to_batch", image, [2, 3], [[0, 0], [0, 0]])
    check("space_to_batch", image, [2], [[1, 1]])
    check("batch_to_space", tf.ones([8, 2, 3, 1]), [2, 2], [[0, 0], [1, 0]])


def test_where() -> None:
    condition = tf.constant([[True, False], [False, True]])
    check("where", condition, exact=False)
    check("where", condition, 1.0, 0.0)
    check("where", condition, tf.ones([2]), 0.0)
    check("where", condition, 0.0, tf.ones([2]))
    check("where", True, tf.ones([2, 1]), tf.zeros([3]))
    check("where", condition, tf.ones([3]), 0.0)
    check("where", condition, 1, 2.5)
    check("where", condition, tf.ones([2], tf.float64), 0.0)
    check("where", condition, tf.ones([2], tf.float64), tf.ones(2))
    check("where", [True, False], "a", "b")
    check("where", tf.constant([1, 2]), 1.0, 0.0)
    claimed = claim("where", [values.tensor("bool", None)], {})
    assert claimed is values.tensor("int64", (None, None))


def test_unknown_arguments() -> None:
    anything: Any = values.unknown("")
    assert claim("reshape", [X, anything], {}) is values.tensor("float32", None)
    assert claim("concat", [anything, 1], {}) is values.tensor(None, None)
    assert claim("transpose", [X, anything], {}) is values.tensor("float32", (None, None, None))
