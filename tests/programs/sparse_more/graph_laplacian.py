"""A sparse Laplacian in a compiled diffusion step."""

import tensorflow as tf


def edges_to_sparse(edges, count):
    values = tf.ones([edges.shape[0]])
    return tf.SparseTensor(tf.cast(edges, tf.int64), values, [count, count])


def degree(adjacency):
    return tf.sparse.reduce_sum(adjacency, axis=1)


def symmetric(adjacency):
    return tf.sparse.add(adjacency, tf.sparse.transpose(adjacency))


def normalise(adjacency):
    inverse = tf.math.rsqrt(tf.maximum(degree(adjacency), 1.0))
    rows = tf.gather(inverse, adjacency.indices[:, 0])
    columns = tf.gather(inverse, adjacency.indices[:, 1])
    return tf.SparseTensor(adjacency.indices, adjacency.values * rows * columns, adjacency.dense_shape)


@tf.function
def diffuse(adjacency, state):
    return mix(tf.sparse.sparse_dense_matmul(adjacency, state), state)


def mix(spread, state):
    return 0.9 * spread + 0.1 * state


def dense_error(adjacency, state):
    return tf.reduce_sum(tf.abs(tf.matmul(tf.sparse.to_dense(adjacency), state) - state))


edges = tf.constant([[0, 1], [0, 2], [1, 3], [2, 4]])
adjacency = symmetric(edges_to_sparse(edges, 5))
normalised = tf.sparse.reorder(normalise(adjacency))
state = tf.eye(5)
for _ in range(3):
    state = diffuse(normalised, state)
print(dense_error(normalised, state).shape)
