"""Ragged and sparse tensors go in and come out."""

import tensorflow as tf


def lengths(rows):
    return rows.row_lengths()


def doubled(rows):
    return rows * 2.0


def dense(sparse):
    return tf.sparse.to_dense(sparse) + 1.0


def as_list(rows):
    return rows.to_list()


rows = tf.ragged.constant([[1.0], [2.0, 3.0]])
sparse = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])
for _ in range(3):
    print(lengths(rows).numpy().tolist(), doubled(rows).to_list(), dense(sparse).numpy().tolist(), as_list(rows))
