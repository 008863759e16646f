"""Compiled wrappers get their arguments by the signature of what they wrap."""

import functools

import tensorflow as tf


def counted(function):
    @functools.wraps(function)
    def counting(*args, **kwargs):
        note(*args, **kwargs)
        return function(*args, **kwargs)

    return counting


def plain(function):
    def forwarding(*args, **kwargs):
        seen(*args, **kwargs)
        return function(*args, **kwargs)

    return forwarding


def note(*args, **kwargs):
    return len(args) + len(kwargs)


def seen(*args, **kwargs):
    return len(args) + len(kwargs)


@tf.function
@counted
def scale(x, factor=2.0, offset=None, *, shift=1.0):
    return x * factor + shift if offset is None else x * factor + offset


@tf.function
@plain
def shrink(x, factor=2.0, offset=None):
    return x / factor if offset is None else x / factor + offset


class Norm(tf.Module):
    @counted
    def __call__(self, x, training=False, scale=None):
        return x if scale is None else x * scale


x = tf.ones([4, 3])
scale(x)
scale(x, offset=tf.zeros([3]))
scale(x, shift=tf.ones([4, 1]), factor=tf.constant(3.0))
shrink(x)
shrink(x, offset=tf.zeros([3]))
norm = Norm()
tf.function(norm)(x, scale=tf.ones([1, 3]))
tf.function(norm.__call__)(x, True)
