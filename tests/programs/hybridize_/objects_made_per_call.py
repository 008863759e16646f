"""A new object in every call is a new trace in every call."""

import functools

import tensorflow as tf


class Step:
    def __init__(self, size):
        self.size = size


def moved(x, step):
    return x + step.size


def applied(x, function):
    return function(x)


def fixed(x, step):
    return x - step.size


constant = Step(1.0)
x = tf.constant([1.0, 2.0])
for i in range(3):
    print(moved(x, Step(float(i))).numpy().tolist(), fixed(x, constant).numpy().tolist())
    print(applied(x, lambda t: t * 2.0).numpy().tolist(), applied(x, functools.partial(tf.pow, y=2.0)).numpy().tolist())
