"""Sparse one-hot features through a linear model and its gradients."""

import tensorflow as tf


def make_features(rows, columns, count, width):
    indices = tf.cast(tf.stack([rows, columns], axis=1), tf.int64)
    return tf.sparse.SparseTensor(indices, tf.ones([len(rows)]), [count, width])


def linear(features, weights, bias):
    return tf.sparse.sparse_dense_matmul(features, weights) + bias


def loss_fn(logits, labels):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))


def row_counts(features):
    return tf.sparse.reduce_sum(features, axis=1)


def normalise(features, counts):
    return features / tf.expand_dims(counts, 1)


def batch(features, start, size):
    return tf.sparse.slice(features, [start, 0], [size, features.shape[1]])


@tf.function
def train_step(features, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(linear(features, weights, bias), labels)
    gradients = tape.gradient(loss, [weights, bias])
    update(gradients)
    return loss


def update(gradients):
    for variable, gradient in zip([weights, bias], gradients):
        variable.assign_sub(0.1 * gradient)


features = make_features([0, 0, 1, 2, 3], [1, 4, 2, 0, 5], 4, 6)
weights, bias = tf.Variable(tf.zeros([6, 1])), tf.Variable(tf.zeros([1]))
normalised = normalise(features, row_counts(features))
labels = tf.constant([[1.0], [0.0], [1.0], [0.0]])
print(train_step(normalised, labels).shape, linear(batch(features, 1, 2), weights, bias).shape)
