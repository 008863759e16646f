"""Bag-of-words as sparse tensors: building, scaling, slicing, products."""

import tensorflow as tf


def from_pairs(indices, values, shape):
    return tf.sparse.reorder(tf.sparse.SparseTensor(indices, values, shape))


def inverse_frequency(counts):
    present = tf.sparse.map_values(tf.ones_like, counts)
    document_frequency = tf.sparse.reduce_sum(present, axis=0)
    return tf.math.log(4.0 / (1.0 + document_frequency))


def scale(counts, weights):
    return counts * weights


def row_norms(counts):
    return tf.sqrt(tf.sparse.reduce_sum(counts * counts_like(counts), axis=1))


def counts_like(counts):
    return tf.sparse.to_dense(counts)


def similarity(counts, query):
    return tf.sparse.sparse_dense_matmul(counts, query)


def keep_large(counts, minimum):
    return tf.sparse.retain(counts, counts.values > minimum)


def stack_rows(a, b):
    return tf.sparse.concat(0, [a, b])


counts = from_pairs([[0, 1], [1, 0], [2, 3], [3, 2]], [2.0, 1.0, 4.0, 1.0], [4, 5])
weights = inverse_frequency(counts)
weighted = scale(counts, weights)
print(row_norms(weighted).shape, similarity(weighted, tf.ones([5, 2])).shape)
print(keep_large(counts, 1.5).shape, stack_rows(counts, weighted).shape)
