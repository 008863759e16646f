"""Ragged and sparse tensors against TensorFlow."""

from __future__ import annotations

import tensorflow as tf

from flake8_hybridize.model import values
from flake8_hybridize.model.values import Value

from .harness import Function, abstract, admits, check, claim, method

RT = tf.ragged.constant([[1, 2], [3]])
RF = tf.ragged.constant([[1.0, 2.0], [3.0]])
DEEP = tf.ragged.constant([[[1], [2, 3]], [[4]]])
FLAT = tf.ragged.constant([[[1.0, 2.0]], [[3.0, 4.0], [5.0, 6.0]]], ragged_rank=1)
SP = tf.sparse.from_dense([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
EXP = Function(tf.exp, lambda x: claim("exp", [x], {}))


def test_ragged_constructors() -> None:
    for value in ([[1, 2], [3]], [[[1.0], [2.0, 3.0]], [[4.0]]], [1, 2], [["a"]], [], [[]], [[], [1]]):
        check("ragged.constant", value)
    check("ragged.constant", [[1, 2], [3]], dtype=tf.int64)
    check("ragged.constant", [[[1, 2], [3, 4]], [[5, 6]]], ragged_rank=1)
    check("ragged.constant", [[[1, 2], [3, 4]], [[5, 6]]], inner_shape=(2,))
    check("ragged.range", [1, 2, 3])
    check("ragged.range", 0, [1, 2])
    check("ragged.range", 3)
    check("ragged.stack", [RT, RT])
    check("ragged.stack", [tf.ones([2]), tf.ones([3])])
    check("ragged.stack", [tf.ones([2, 3]), tf.ones([3, 3])], exact=False)
    check("ragged.boolean_mask", RT, tf.ragged.constant([[True, False], [True]]))
    check("ragged.boolean_mask", [[1, 2], [3, 4]], [[True, False], [True, True]])
    check("ragged.boolean_mask", [1, 2], [True, False], exact=False)
    check("ragged.map_flat_values", EXP, RF)
    check("ragged.stack_dynamic_partitions", [1, 2, 3], [0, 1, 0], 2)
    check("ragged.row_splits_to_segment_ids", [0, 2, 3], exact=False)


def test_ragged_from_parts() -> None:
    check("RaggedTensor.from_row_splits", [1, 2, 3], [0, 2, 3])
    check("RaggedTensor.from_row_lengths", tf.ones([3, 4]), [1, 2])
    check("RaggedTensor.from_row_starts", [1, 2, 3], [0, 2])
    check("RaggedTensor.from_row_limits", [1, 2, 3], [2, 3])
    check("RaggedTensor.from_value_rowids", [1, 2, 3], [0, 0, 1])
    check("RaggedTensor.from_value_rowids", [1, 2, 3], [0, 0, 1], nrows=5)
    check("RaggedTensor.from_row_splits", RT, [0, 1, 2])
    check("RaggedTensor.from_tensor", [[1, 2], [3, 0]])
    check("RaggedTensor.from_tensor", tf.ones([2, 3, 4]), ragged_rank=2)
    check("RaggedTensor.from_tensor", [[1, 0]], padding=0)
    check("RaggedTensor.from_tensor", [[1, 0]], lengths=[1])
    check("RaggedTensor.from_uniform_row_length", [1, 2, 3, 4], 2)
    check("RaggedTensor.from_nested_row_splits", [1, 2, 3], [[0, 2], [0, 2, 3]])
    check("RaggedTensor.from_nested_row_lengths", [1, 2, 3], [[2], [2, 1]])
    left = tf.sparse.from_dense([[1, 2], [3, 0]])
    check("RaggedTensor.from_sparse", left)


def test_ragged_methods() -> None:
    for ragged in (RT, FLAT, DEEP):
        for name in ("to_tensor", "to_sparse", "row_lengths", "nrows", "bounding_shape"):
            claimed: Value = method(f"RaggedTensor.{name}", abstract(ragged))
            assert admits(claimed, getattr(ragged, name)()), (name, claimed)
    claimed = method("RaggedTensor.to_tensor", abstract(RT), shape=[None, 5])
    assert claimed is values.tensor("int32", (2, 5)) and admits(claimed, RT.to_tensor(shape=[None, 5]))


def test_ordinary_ops_of_ragged_tensors() -> None:
    check("concat", [RT, RT], 0)
    check("concat", [RT, RT], 1)
    check("concat", [RT, [[1], [2]]], 1)
    check("concat", [DEEP, DEEP], 0)
    check("concat", [FLAT, FLAT], 0)
    check("stack", [RT, RT])
    for axis in (0, 1, -1):
        check("expand_dims", RT, axis)
        check("expand_dims", FLAT, axis)
    check("gather", RT, [0, 1])
    check("gather", RT, 0, exact=False)
    check("gather", tf.ones([5, 2]), RT)
    check("nn.embedding_lookup", tf.ones([5, 2]), RT)
    check("tile", RT, [2, 1])
    check("where", RT > 1, RT, RT)
    check("where", RT > 1, exact=False)
    check("one_hot", RT, 4)
    check("reverse", RT, [1])
    check("nn.softmax", RF)
    check("nn.dropout", RF, 0.5)
    check("math.add_n", [RF, RF])
    check("reshape", RT, [-1], exact=False)
    check("clip_by_value", RF, 0, 1)
    check("math.unsorted_segment_sum", RF, [0, 1], 2)
    check("size", RT)
    check("rank", RT)
    for name in ("argmax", "boolean_mask", "convert_to_tensor", "repeat", "matmul", "split", "squeeze"):
        check(name, RF, [0], exact=False)


def test_sparse_tensors() -> None:
    check("sparse.SparseTensor", [[0, 0]], [1.0], [2, 3])
    check("sparse.from_dense", [[1, 0], [0, 2]])
    check("sparse.to_dense", SP)
    check("sparse.eye", 3)
    check("sparse.eye", 3, 4, dtype=tf.int32)
    check("sparse.add", SP, SP)
    check("sparse.add", SP, tf.ones([2, 3]))
    check("sparse.reorder", SP)
    for axis in (None, 0, 1, [0, 1], -1):
        check("sparse.reduce_sum", SP, axis)
        check("sparse.reduce_max", SP, axis, True)
    check("sparse.reduce_sum", SP, 1, output_is_sparse=True)
    check("sparse.sparse_dense_matmul", SP, tf.ones([3, 4]))
    check("sparse.sparse_dense_matmul", SP, tf.ones([2, 4]), adjoint_a=True)
    check("sparse.sparse_dense_matmul", tf.ones([4, 2]), SP)
    check("sparse.reshape", SP, [3, 2])
    check("sparse.reshape", SP, [-1])
    check("sparse.transpose", SP)
    check("sparse.transpose", SP, [1, 0])
    check("sparse.slice", SP, [0, 1], [1, 5])
    check("sparse.concat", 0, [SP, SP])
    check("sparse.split", SP, 2, 0)
    check("sparse.expand_dims", SP, 0)
    check("sparse.expand_dims", SP)
    check("sparse.map_values", EXP, SP)
    check("sparse.retain", SP, [True, False])
    check("sparse.softmax", SP)
    check("sparse.maximum", SP, SP)
    check("sparse.fill_empty_rows", SP, 0.0)
    check("sparse.to_indicator", tf.cast(SP, tf.int64), 5)
    check("sparse.reset_shape", SP, exact=False)
    check("IndexedSlices", tf.ones([2, 3]), tf.constant([0, 1]), tf.constant([5, 3]), exact=False)
    check("reshape", SP, [6], exact=False)
    check("concat", [SP, SP], 0, exact=False)
