"""The same compiled function called with tensors, variables, arrays, lists and numbers."""

import numpy as np
import tensorflow as tf


@tf.function
def total(x):
    return reduce(x)


def reduce(x):
    return tf.reduce_sum(x)


@tf.function
def blend(a, b, weight=0.5):
    return weight * a + (1.0 - weight) * b


def eager_total(x):
    return tf.reduce_sum(x)


def describe(x):
    return type(x).__name__


inputs = [
    tf.constant([1.0, 2.0]),
    tf.Variable([1.0, 2.0]),
    np.array([1.0, 2.0], np.float32),
    [1.0, 2.0],
    (tf.constant(1.0), tf.constant(2.0)),
    3.0,
]
for value in inputs:
    print(float(total(value)), float(eager_total(value)), describe(value) != "")
print(blend(tf.ones([2]), np.zeros(2, np.float32)).numpy())
print(blend(tf.Variable(2.0), 4.0, weight=tf.constant(0.25)).numpy())
