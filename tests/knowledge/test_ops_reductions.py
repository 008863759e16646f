"""Reductions, cumulative ops, sorting, segments against TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.tensorflow import reductions
from flake8_hybridize.model import values

from .harness import at_least_inferred, check, hide, inferred
from .test_ops_elementwise import OF_DTYPE

REDUCTIONS = sorted(reductions._REDUCTIONS)
SHAPE = st.lists(st.integers(0, 3), max_size=3)
AXIS = st.one_of(st.none(), st.integers(-4, 3), st.lists(st.integers(-3, 2), max_size=3))


@pytest.mark.parametrize("name", REDUCTIONS)
def test_reductions_over_all_dtypes(name: str) -> None:
    for x in OF_DTYPE.values():
        check(f"math.{name}", x)
    for value in ([1, 2], [1.0, 2.0], np.ones((2, 3)), 3.0, [[True], [False]]):
        check(f"math.{name}", value)


@given(SHAPE, AXIS, st.booleans())
def test_axes_of_reductions(shape: list[int], axis: Any, keepdims: bool) -> None:
    check("reduce_sum", tf.ones(shape), axis, keepdims)
    check("reduce_mean", hide(tf.ones(shape), 0), axis=axis, keepdims=keepdims, exact=False)
    if isinstance(axis, int):
        check("reduce_max", tf.ones(shape), axis=values_of(axis), exact=False)
        check("argmax", tf.ones(shape), axis)
        check("reduce_all", tf.ones(shape, tf.bool), tf.constant(axis))


def values_of(axis: int) -> Any:
    """An axis that the rule does not know."""
    from .harness import Hidden

    return Hidden(axis, values.INT)


@given(SHAPE, AXIS, st.sets(st.integers(0, 2)))
def test_reductions_are_as_good_as_inference(shape: list[int], axis: Any, hidden: set[int]) -> None:
    try:
        claimed, observed = inferred("reduce_sum", hide(tf.ones(shape), *hidden), axis)
    except ValueError:
        return
    assert at_least_inferred(claimed, observed), (claimed, observed)


def test_other_reductions_over_all_dtypes() -> None:
    for x in OF_DTYPE.values():
        for name in [
            "math.argmax",
            "math.argmin",
            "math.count_nonzero",
            "math.cumsum",
            "math.cumprod",
            "math.cumulative_logsumexp",
            "nn.softmax",
            "nn.log_softmax",
            "math.l2_normalize",
            "math.zero_fraction",
            "nn.l2_loss",
            "math.is_non_decreasing",
            "math.is_strictly_increasing",
            "math.lbeta",
            "sort",
            "argsort",
            "unique",
            "unique_with_counts",
            "reverse",
        ]:
            rest = {"axis": [0]} if name == "reverse" else {}
            check(name, x, **rest, exact="unique" not in name)
        check("norm", x, exact=not x.dtype.is_complex)


def test_further_arguments() -> None:
    x = tf.ones([2, 3, 4])
    check("math.argmax", x, axis=-1, output_type=tf.int32)
    check("argmin", x)
    check("math.count_nonzero", x, axis=1, keepdims=True, dtype=tf.int32)
    check("norm", x, axis=[1, 2])
    check("norm", x, ord="fro", axis=(0, 1), keepdims=True)
    check("norm", x, 1, 2)
    check("nn.moments", x, [0, 1])
    check("nn.moments", x, axes=[0], keepdims=True)
    check("nn.softmax", x, axis=1)
    check("nn.softmax", 1.0)
    check("math.lbeta", x)
    check("math.lbeta", [])
    check("math.top_k", x)
    check("math.top_k", x, 2)
    check("math.top_k", x, k=9)
    check("math.top_k", x, k=tf.constant(2), index_type=tf.int64)
    check("math.in_top_k", [0, 1], tf.ones([2, 3]), 1)
    check("searchsorted", [1, 2, 3], [[1], [2]], exact=False)
    check("searchsorted", [1, 2, 3], [1, 2])
    check("searchsorted", [1, 2, 3], [1, 2], out_type=tf.int64)
    check("sort", x, direction="DESCENDING")
    check("argsort", [3, 1, 2])
    check("math.polyval", [1.0, 2.0, 3.0], tf.ones([2]))
    check("math.polyval", [tf.ones([3, 1]), 2.0], tf.ones([2]))
    check("histogram_fixed_width", [1.0, 2.0], [0.0, 5.0], 4)
    check("histogram_fixed_width", [1.0, 2.0], [0.0, 5.0])
    check("math.confusion_matrix", [0, 1], [1, 1], num_classes=3)
    check("math.confusion_matrix", [0, 1], [1, 1], exact=False)
    check("math.bincount", [1, 2, 2], exact=False)
    check("math.bincount", [1, 2, 2], minlength=4, maxlength=4)
    check("math.bincount", [1, 2, 2], weights=[1.0, 2.0, 3.0], minlength=4, maxlength=4)
    check("math.bincount", [[1, 2], [0, 2]], axis=-1, minlength=4, maxlength=4)
    check("linalg.global_norm", [x, x])
    check("clip_by_global_norm", [x, None, tf.ones(2)], 1.0)
    check("clip_by_global_norm", (x, tf.IndexedSlices(tf.ones([1, 2]), [0], tf.constant([3, 2]))), 1.0, exact=False)


def test_contents() -> None:
    shape = tf.constant([2, 3, 4])
    assert check("reduce_prod", shape).content == 24
    assert check("reduce_max", shape).content == 4
    assert check("reduce_sum", shape).content == 9
    assert check("cumsum", shape).content == (2, 5, 9)


def test_segments() -> None:
    x = tf.ones([4, 3])
    ids = [0, 0, 2, 2]
    for name in ("sum", "mean", "max", "min", "prod"):
        check(f"math.segment_{name}", x, ids)
        check(f"math.unsorted_segment_{name}", x, ids, 5)
    check("math.segment_sum", x, hide(tf.constant(ids)), exact=False)
    check("math.segment_sum", hide(x, 0), tf.constant(ids), exact=False)
    check("math.unsorted_segment_sum", x, tf.zeros([4, 3], tf.int32), num_segments=2)
    check("math.unsorted_segment_sqrt_n", x, tf.constant(ids), tf.constant(3))
    check("sparse.segment_sum", x, [0, 1], [0, 0], exact=False)
    check("sparse.segment_mean", x, [0, 1], [0, 0], num_segments=4)


def test_ragged_reductions() -> None:
    ragged = tf.ragged.constant([[1.0, 2.0], [3.0], []])
    check("reduce_sum", ragged)
    check("reduce_sum", ragged, axis=1)
    check("reduce_mean", ragged, axis=-1)
    check("reduce_max", ragged, axis=0, exact=False)
    check("reduce_sum", ragged, axis=1, keepdims=True, exact=False)
    deep = tf.ragged.constant([[[1.0, 2.0]], [[3.0, 4.0], [5.0, 6.0]]], ragged_rank=1)
    check("reduce_sum", deep, axis=1)
    check("reduce_sum", deep, axis=-1, exact=False)
    check("reduce_any", tf.ragged.constant([[True], [False, True]]), axis=1)
