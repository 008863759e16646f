"""Shapes that a trace does not know: signatures with None, boolean masks, uniques, slices by tensors, while loops."""
import tensorflow as tf


def center(x):
    return x - tf.reduce_mean(x, 0)


def rows(x):
    return tf.shape(x)[0]


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
def whiten(x):
    c = center(x)
    return scale(c)


def scale(c):
    return c / (tf.math.reduce_std(c, 0) + 1e-3)


@tf.function(input_signature=(tf.TensorSpec(None, tf.float32), tf.TensorSpec([], tf.int32)))
def any_rank(x, n):
    return power(x, n)


def power(x, n):
    return x ** tf.cast(n, tf.float32)


@tf.function
def positive(x):
    kept = tf.boolean_mask(x, x > 0.0)
    return total(kept)


def total(values):
    return tf.reduce_sum(values)


@tf.function
def distinct(ids):
    values, index = tf.unique(ids)
    return counted(values, index)


def counted(values, index):
    return tf.math.unsorted_segment_sum(tf.ones_like(index), index, tf.size(values))


@tf.function
def windowed(x, size):
    start = tf.size(x) - size
    return tail(x[start:])


def tail(x):
    return tf.reverse(x, [0])


@tf.function
def repeat_until(x, limit):
    while tf.size(x) < limit:
        tf.autograph.experimental.set_loop_options(shape_invariants=[(x, tf.TensorShape([None]))])
        x = tf.concat([x, x], 0)
    return finish(x)


def finish(x):
    return x[:3]


@tf.function(reduce_retracing=True)
def flexible(x):
    return inner(x)


def inner(x):
    return tf.nn.relu(x)


@tf.function
def top(x, k):
    return pick(tf.math.top_k(x, k).indices)


def pick(indices):
    return indices + 1


@tf.function
def grid(n):
    return spread(tf.range(n))


def spread(r):
    return r[:, None] * r[None, :]


whiten(tf.ones([4, 3]))
whiten(tf.ones([9, 3]))
any_rank(tf.ones([2]), 2)
any_rank(tf.ones([2, 2]), tf.constant(3))
positive(tf.constant([1.0, -1.0, 2.0]))
distinct(tf.constant([3, 3, 5]))
windowed(tf.range(10), tf.constant(4))
windowed(tf.range(10), 4)
repeat_until(tf.constant([1.0]), 5)
flexible(tf.ones([2, 2]))
flexible(tf.ones([3, 2]))
flexible(tf.ones([4, 5]))
top(tf.random.normal([7]), 3)
top(tf.random.normal([7]), tf.constant(2))
grid(tf.constant(4))
grid(5)
flexible.get_concrete_function(tf.TensorSpec([None, 7]))
