"""Gather, scatter, masks and partitions against TensorFlow."""

from __future__ import annotations

import numpy as np
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.model import values

from .harness import Hidden, at_least_inferred, check, hide, inferred, raises

X = tf.ones([4, 3, 2])
SHAPE = st.lists(st.integers(1, 3), min_size=0, max_size=3)


@given(SHAPE, SHAPE, st.one_of(st.none(), st.integers(-3, 3)), st.integers(0, 2), st.sets(st.integers(0, 2)))
def test_gather(params: list[int], indices: list[int], axis: int | None, batch: int, hidden: set[int]) -> None:
    # TensorFlow's kernel crashes where there are fewer dimensions than batch dimensions.
    batch = min(batch, len(params), len(indices))
    x, i = tf.ones(params), tf.zeros(indices, tf.int32)
    check("gather", x, i, axis=axis, batch_dims=batch)
    check("gather", hide(x, *hidden), hide(i, 0), axis=axis, batch_dims=batch, exact=False)
    check("gather", x, i, axis=Hidden(axis, values.INT), exact=False)
    try:
        claimed, observed = inferred("gather", hide(x, *hidden), hide(i, 1), axis=axis, batch_dims=batch)
    except ValueError:
        return
    assert at_least_inferred(claimed, observed), (claimed, observed)


@given(SHAPE, st.lists(st.integers(1, 3), min_size=1, max_size=3), st.integers(0, 2))
def test_gather_nd(params: list[int], indices: list[int], batch: int) -> None:
    batch = min(batch, len(params) - indices[-1], len(indices) - 1)
    if batch < 0:
        return
    x, i = tf.ones(params), tf.zeros(indices, tf.int64)
    check("gather_nd", x, i, batch)
    check("gather_nd", hide(x, 0), hide(i, 0), batch_dims=batch, exact=False)
    check("gather_nd", x, hide(i, len(indices) - 1), exact=False)


def test_gather_of_other_arguments() -> None:
    check("gather", [1, 2, 3], 1)
    assert check("gather", tf.constant([5, 6, 7]), [2, 0]).content == (7, 5)
    assert check("gather", tf.constant([5, 6, 7]), 1).content == 6
    check("gather", tf.Variable(X), [0, 1])
    check("gather", np.ones((3, 2)), tf.constant([0], tf.int64), axis=1)
    raises("gather", X, [0.5])
    check("compat.v1.gather", X, [0, 1], axis=1)


@given(SHAPE, st.integers(1, 3), st.integers(-3, 2))
def test_boolean_mask(shape: list[int], n: int, axis: int) -> None:
    x = tf.ones(shape)
    start = axis % len(shape) if shape else 0
    mask = np.ones(shape[start : start + n], bool)
    check("boolean_mask", x, mask, axis=axis, exact=False)
    check("boolean_mask", x, np.ones(shape[:n], bool), exact=False)
    check("boolean_mask", hide(x, 0), np.ones(shape[:n], bool), exact=False)
    check("boolean_mask", x, np.ones([7], bool), exact=False)


def test_masks_and_scatters() -> None:
    claimed = check("boolean_mask", X, [True, False, True, False], exact=False)
    assert claimed is values.tensor("float32", (None, 3, 2))
    check("boolean_mask", X, tf.ones([4, 3], tf.bool), exact=False)
    check("scatter_nd", [[0], [2]], tf.ones([2, 3]), [4, 3])
    check("scatter_nd", tf.constant([[0]]), [1], tf.constant([4]))
    for name in ("update", "add", "sub", "max", "min"):
        check(f"tensor_scatter_nd_{name}", X, [[0], [1]], tf.ones([2, 3, 2]))
    check("tensor_scatter_nd_update", [1, 2, 3], [[0]], [5])
    check("dynamic_partition", X, [0, 1, 1, 0], 2, exact=False)
    check("dynamic_partition", X, tf.zeros([4, 3], tf.int32), num_partitions=3, exact=False)
    check("dynamic_stitch", [[0, 2], [1]], [tf.ones([2, 3]), tf.ones([1, 3])])
    check("dynamic_stitch", [0, 4], [tf.ones([3]), tf.ones([3])])
    check("dynamic_stitch", [hide(tf.constant([0, 1]), 0)], [tf.ones([2, 3])], exact=False)


def test_embeddings() -> None:
    table = tf.ones([10, 5])
    check("nn.embedding_lookup", table, [[1, 2], [3, 4]])
    check("nn.embedding_lookup", tf.Variable(table), hide(tf.constant([1, 2]), 0), exact=False)
    check("nn.embedding_lookup", [table], [1])
    ids = tf.SparseTensor([[0, 0], [1, 0]], tf.constant([1, 2], tf.int64), [2, 3])
    check("nn.embedding_lookup_sparse", table, ids, None, exact=False)
