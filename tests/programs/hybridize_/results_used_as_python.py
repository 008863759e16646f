"""Results that callers use as Python values: a graph gives tensors instead."""

import collections

import tensorflow as tf

Pair = collections.namedtuple("Pair", "value count")


def count_and_sum(x):
    return len(x), tf.reduce_sum(x)


def flag(x):
    return x is not None


def pair(x):
    return Pair(tf.reduce_sum(x), 3)


def tensors(x):
    return Pair(tf.reduce_sum(x), tf.size(x))


def shape_of(x):
    return tf.add(x, 1.0).shape


def key(x, name):
    tf.reduce_sum(x)
    return name


x = tf.constant([1.0, 2.0, 3.0])
for _ in range(3):
    n, total = count_and_sum(x)
    print([0] * n, float(total), flag(x) is True, isinstance(pair(x).count, int), {key(x, "a"): 1})
    print(float(tensors(x).value), shape_of(x).rank, isinstance(shape_of(x), tf.TensorShape))
