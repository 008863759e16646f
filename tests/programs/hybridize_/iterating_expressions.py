"""Tensors iterated by expressions, unpacked, compared and counted by Python."""

import tensorflow as tf


def listed(x):
    return [row * 2.0 for row in x]


def unpacked(x):
    first, second = x
    return first + second


def largest(x):
    return max(x)


def member(x, y):
    return bool(tf.reduce_any(x == y))


def zipped(x, y):
    return tf.add_n([a * b for a, b in zip(tf.unstack(x), tf.unstack(y))])


x = tf.constant([1.0, 2.0])
for _ in range(3):
    print([float(v) for v in listed(x)], float(unpacked(x)), float(largest(x)), member(x, 2.0), float(zipped(x, x)))
