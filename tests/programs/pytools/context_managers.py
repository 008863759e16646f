import contextlib

import tensorflow as tf


class Timer:
    def __init__(self):
        self.entries = 0

    def __enter__(self):
        self.entries += 1
        return self

    def __exit__(self, *error):
        return False

    def wrap(self, value):
        return tf.identity(value)


@contextlib.contextmanager
def gradient_scope(*variables):
    tape = tf.GradientTape(watch_accessed_variables=False)
    with tape:
        tape.watch(variables)
        yield tape


@contextlib.contextmanager
def scaled(value, factor):
    original = tf.identity(value)
    value.assign(value * factor)
    yield value
    value.assign(original)


def loss(w, x):
    return tf.reduce_sum(tf.square(w * x))


def gradient(w, x):
    with gradient_scope(w) as tape:
        y = loss(w, x)
    return y, tape.gradient(y, w)


def evaluate_scaled(w, x, factors):
    values = []
    for factor in factors:
        with scaled(w, factor) as temporary:
            values.append(loss(temporary, x))
    return values


def named(x):
    with tf.name_scope("block"), tf.device("/cpu:0"):
        return helper(x)


def helper(x):
    return x - tf.reduce_mean(x)


w, x = tf.Variable([1.0, 2.0]), tf.constant([3.0, 4.0])
with Timer() as timer:
    y, g = gradient(w, x)
    wrapped = timer.wrap(y)
print(wrapped.shape, g.numpy(), [float(v) for v in evaluate_scaled(w, x, [1.0, 2.0])], named(x).numpy(), timer.entries)
