"""Runs the steps of a pipeline over a small table."""

import functools

import tensorflow as tf

from steps import ALL


def compose(*names):
    functions = [ALL[name] for name in names]
    return lambda value: functools.reduce(lambda v, f: f(v), functions, value)


def regress(features, target):
    return tf.linalg.lstsq(features, target[:, None], l2_regularizer=0.1)


def report(weights):
    return tf.reduce_sum(tf.abs(weights))


columns = [tf.constant([1.0, float("nan"), 3.0, 4.0]), tf.constant([0.5, 0.1, 0.9, 0.3])]
cleaned = [compose("fill", "standardize")(c) for c in columns]
features = compose("matrix", "interactions")(cleaned)
print(features.shape, report(regress(features, tf.constant([1.0, 2.0, 3.0, 4.0]))).shape)
