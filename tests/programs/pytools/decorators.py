"""Functions behind decorators: timing, caching, dtype casting, shape checks."""

import functools
import time

import tensorflow as tf


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        wrapper.seconds += time.perf_counter() - start
        return result

    wrapper.seconds = 0.0
    return wrapper


def cast_inputs(dtype):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args):
            return function(*[tf.cast(a, dtype) for a in args])

        return inner

    return decorate


def expects_rank(rank):
    def decorate(function):
        def checked(x, *rest):
            if x.shape.rank != rank:
                raise ValueError(f"rank {rank} expected")
            return function(x, *rest)

        return checked

    return decorate


@timed
def matmul_chain(a, b, c):
    return a @ b @ c


@cast_inputs(tf.float64)
def precise_mean(x, weights):
    return tf.reduce_sum(x * weights) / tf.reduce_sum(weights)


@expects_rank(2)
@cast_inputs(tf.float32)
def covariance(x):
    centered = x - tf.reduce_mean(x, axis=0)
    return tf.matmul(centered, centered, transpose_a=True) / tf.cast(tf.shape(x)[0] - 1, tf.float32)


@functools.lru_cache(maxsize=None)
def identity(n):
    return tf.eye(n)


x = tf.ones([3, 3])
print(matmul_chain(x, identity(3), x).shape, matmul_chain.seconds >= 0)
print(precise_mean(tf.constant([1, 2, 3]), tf.constant([1, 1, 2])).dtype.name)
print(covariance(tf.constant([[1, 2], [3, 5], [6, 7]])).shape)
