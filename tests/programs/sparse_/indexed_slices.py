"""Sparse gradients: IndexedSlices handled by hand."""

import tensorflow as tf


def lookup_gradient(table, ids):
    with tf.GradientTape() as tape:
        rows = tf.gather(table, ids)
        loss = tf.reduce_sum(rows**2)
    return tape.gradient(loss, table)


def deduplicate(values, indices):
    unique, positions = tf.unique(indices)
    summed = tf.math.unsorted_segment_sum(values, positions, tf.size(unique))
    return summed, unique


def apply_sparse(variable, gradient, lr):
    if isinstance(gradient, tf.IndexedSlices):
        values, indices = deduplicate(gradient.values, gradient.indices)
        variable.scatter_nd_sub(indices[:, None], lr * values)
    else:
        variable.assign_sub(lr * gradient)
    return variable


def densify(gradient):
    return tf.convert_to_tensor(gradient)


def norm(gradient):
    dense = densify(gradient)
    return tf.sqrt(tf.reduce_sum(dense**2))


table = tf.Variable(tf.ones([6, 2]))
gradient = lookup_gradient(table, tf.constant([0, 2, 2]))
print(type(gradient).__name__, norm(gradient).shape)
apply_sparse(table, gradient, 0.1)
apply_sparse(table, densify(gradient), 0.1)
print(table.numpy()[:, 0].round(2).tolist())
