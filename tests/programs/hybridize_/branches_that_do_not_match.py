"""Conditions on tensors whose branches fit together, and that do not."""

import tensorflow as tf


def fits(x):
    if tf.reduce_sum(x) > 3.0:
        y = x * 2.0
    else:
        y = x - 1.0
    return y


def dtypes(x):
    if tf.reduce_sum(x) > 3.0:
        y = tf.cast(x, tf.int32)
    else:
        y = x
    return y


def undefined(x):
    if tf.reduce_sum(x) > 3.0:
        extra = x * 2.0
    return extra if tf.reduce_sum(x) > 3.0 else x


def one_returns(x):
    if tf.reduce_sum(x) > 3.0:
        return x
    return None


def static(x, double=False):
    if double:
        x = x * 2.0
    return tf.reduce_sum(x)


for value in (1.0, 2.0, 3.0):
    x = tf.constant([value, value])
    print(fits(x).numpy().tolist(), dtypes(x).dtype.name, undefined(x).numpy().tolist(), one_returns(x) is None)
    print(float(static(x)), float(static(x, double=True)))
