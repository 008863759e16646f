"""Tensors of several shapes and ranks, and functions that look at them."""

import tensorflow as tf


def ranks(x):
    return tf.reduce_sum(tf.nn.relu(x), axis=-1)


def last(x):
    return tf.reshape(x, [x.shape[0], -1])[:, -1]


def unstacked(x):
    return tf.add_n(tf.unstack(x))


def mean(x):
    return tf.reduce_mean(x, axis=0)


def pooled(x):
    return tf.nn.max_pool2d(x, 2, 2, "SAME")


for n in (2, 3, 4, 5):
    x = tf.reshape(tf.range(float(n * 4)), [n, 4])
    image = tf.reshape(tf.range(float(n * n)), [1, n, n, 1])
    print(ranks(x).numpy().tolist(), float(ranks(x[0])), last(x).numpy().tolist(), unstacked(x).numpy().tolist())
    print(mean(x).numpy().tolist(), pooled(image).shape)
