"""Places of containers that hold different kinds and dtypes of tensors, and keywords whose names are not known."""

import tensorflow as tf


def total(parts):
    return tf.reduce_sum([tf.cast(tf.size(part), tf.int32) for part in parts])


def collect(*parts):
    return parts


def scaled(factor, **options):
    return [tf.cast(value, tf.float32) * factor for value in options.values()]


def named(names):
    options = {}
    for name in names:
        options[name] = tf.ones([2])
    return scaled(2.0, **options)


def weighted(pair):
    values, weights = pair
    if isinstance(weights, tf.SparseTensor):
        weights = tf.sparse.to_dense(weights)
    return values * weights


pairs = {}
for kind in ("dense", "sparse"):
    weights = tf.ones([2, 2])
    if kind == "sparse":
        weights = tf.sparse.from_dense(weights)
    pairs[kind] = (tf.ones([2, 2]), weights)
    weighted(pairs[kind])
for flag in (True, False):
    number = tf.constant(1) if flag else tf.constant(1.5)
    total([number, tf.ones([3])])
    collect(number)
named(str(i) for i in range(3))
