"""Sparse adjacency matrices: normalisation, powers, PageRank."""

import tensorflow as tf


def build(edges, n):
    indices = tf.constant(edges, dtype=tf.int64)
    values = tf.ones([len(edges)])
    return tf.sparse.reorder(tf.SparseTensor(indices, values, dense_shape=[n, n]))


def symmetric(adj):
    return tf.sparse.maximum(adj, tf.sparse.reorder(tf.sparse.transpose(adj)))


def row_normalise(adj):
    degrees = tf.sparse.reduce_sum(adj, axis=1)
    inverse = tf.math.divide_no_nan(1.0, degrees)
    scale = tf.gather(inverse, adj.indices[:, 0])
    return tf.SparseTensor(adj.indices, adj.values * scale, adj.dense_shape)


def step(rank, transition, damping):
    n = tf.cast(tf.shape(rank)[0], tf.float32)
    spread = tf.sparse.sparse_dense_matmul(transition, rank, adjoint_a=True)
    return (1.0 - damping) / n + damping * spread


def pagerank(transition, n, iterations=20, damping=0.85):
    rank = tf.fill([n, 1], 1.0 / n)
    for _ in range(iterations):
        rank = step(rank, transition, damping)
    return tf.squeeze(rank, axis=1)


def top(scores, k):
    values, indices = tf.math.top_k(scores, k)
    return values, indices


def describe(matrix, scores):
    return f"{matrix.dense_shape.numpy().tolist()} {scores.shape}"


EDGES = [[0, 1], [1, 2], [2, 0], [2, 3], [3, 0], [4, 2]]
adjacency = symmetric(build(EDGES, 5))
normalised = row_normalise(adjacency)
scores = pagerank(normalised, 5)
values, indices = top(scores, 2)
print(describe(normalised, scores), indices.shape, tf.sparse.to_dense(normalised).shape)
