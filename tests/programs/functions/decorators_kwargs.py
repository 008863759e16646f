"""Decorators, *args and **kwargs on their way to functions of tensors."""
import functools
import time

import tensorflow as tf


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        out = fn(*args, **kwargs)
        wrapper.elapsed = time.perf_counter() - start
        return out

    return wrapper


def repeat(times):
    def decorate(fn):
        def inner(x, *rest):
            for _ in range(times):
                x = fn(x, *rest)
            return x

        return inner

    return decorate


def with_defaults(**defaults):
    def decorate(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            merged = dict(defaults)
            merged.update(kwargs)
            return fn(*args, **merged)

        return inner

    return decorate


class Registry:
    def __init__(self):
        self.ops = {}

    def register(self, name):
        def add(fn):
            self.ops[name] = fn
            return fn

        return add

    def run(self, name, *args):
        return self.ops[name](*args)


registry = Registry()


@registry.register("scale")
def scale(x, k):
    return x * k


@registry.register("shift")
def shift(x, k):
    return x + k


@timed
def dot(a, b):
    return tf.tensordot(a, b, axes=1)


@repeat(3)
def smooth(x, kernel):
    return tf.nn.conv1d(x, kernel, 1, "SAME")


@with_defaults(axis=1)
def mean(x, axis=0, keepdims=False):
    return tf.reduce_mean(x, axis=axis, keepdims=keepdims)


def apply_all(fns, *args):
    return [fn(*args) for fn in fns]


def square(x):
    return x * x


def combine(*parts, axis=-1):
    return tf.concat(parts, axis=axis)


def options(**tensors):
    return combine(*tensors.values())


dot(tf.ones([3, 4]), tf.ones([4, 2]))
smooth(tf.ones([2, 10, 1]), tf.ones([3, 1, 1]) / 3.0)
mean(tf.ones([2, 5]))
mean(tf.ones([2, 5, 3]), keepdims=True)
registry.run("scale", tf.ones([4]), 2.0)
registry.run("shift", tf.ones([4, 4]), tf.constant(1.0))
apply_all([square, tf.abs, lambda t: -t], tf.range(5))
options(a=tf.ones([2, 3]), b=tf.zeros([2, 1]))
half = functools.partial(scale, k=0.5)
half(tf.constant([1, 2, 3], tf.float32))
