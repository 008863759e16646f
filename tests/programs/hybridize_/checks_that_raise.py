"""Checks of values: some raise the same from a graph, some do not."""

import tensorflow as tf


def positive(x):
    tf.debugging.assert_positive(x, message="positive")
    return tf.math.log(x)


def guarded(x):
    if tf.reduce_any(x < 0.0):
        raise ValueError("negative")
    return tf.sqrt(x)


def caught(x, index):
    try:
        return tf.gather(x, index)
    except tf.errors.InvalidArgumentError:
        return x[:1]


def asserted(x):
    assert tf.reduce_sum(x) > 0.0
    return x / tf.reduce_sum(x)


x = tf.constant([1.0, 4.0])
for sign in (1.0, 1.0, -1.0):
    for function in (positive, guarded, asserted):
        try:
            print(function.__name__, function(sign * x).numpy().round(3).tolist())
        except (tf.errors.InvalidArgumentError, ValueError, AssertionError) as error:
            print(function.__name__, type(error).__name__)
    print(caught(x, tf.constant([1])).numpy().tolist(), caught(x, tf.constant([5])).numpy().tolist())
