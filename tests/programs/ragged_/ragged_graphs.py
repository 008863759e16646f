"""A batch of graphs of different sizes as ragged tensors."""

import tensorflow as tf


def make_graphs():
    nodes = tf.ragged.constant(
        [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0]], [[0.5, 0.5], [2.0, 0.0], [0.0, 2.0]]], ragged_rank=1
    )
    edges = tf.ragged.constant([[[0, 1]], [], [[0, 1], [1, 2]]], ragged_rank=1, inner_shape=(2,), dtype=tf.int64)
    return nodes, edges


def flatten_batch(nodes, edges):
    offsets = nodes.row_starts()
    edge_offsets = tf.gather(offsets, edges.value_rowids())
    return nodes.flat_values, edges.flat_values + edge_offsets[:, None]


def pass_messages(x, edges):
    count = tf.shape(x)[0]
    incoming = tf.math.unsorted_segment_sum(tf.gather(x, edges[:, 0]), edges[:, 1], count)
    return x + incoming


def regroup(flat, like):
    return like.with_flat_values(flat)


def readout(nodes):
    return tf.reduce_mean(nodes, axis=1)


def largest(nodes):
    return tf.reduce_max(nodes.row_lengths())


nodes, edges = make_graphs()
x, e = flatten_batch(nodes, edges)
for _ in range(2):
    x = pass_messages(x, e)
updated = regroup(x, nodes)
print(updated.shape, readout(updated).shape, int(largest(updated)))
print(nodes.to_tensor().shape, edges.bounding_shape().numpy())
