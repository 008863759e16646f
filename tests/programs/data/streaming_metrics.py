"""Streaming statistics over datasets with scan, group_by_window, reduce, and snapshots of iterators."""

import tensorflow as tf


def source(n):
    return tf.data.Dataset.range(n).map(lambda i: tf.cast(i, tf.float32) * 0.5)


def running(state, value):
    total, count = state
    total, count = total + value, count + 1.0
    return (total, count), total / count


def key_of(value):
    return tf.cast(value * 2.0, tf.int64) % 3


def batch_group(key, window):
    return window.batch(4).map(lambda batch: tag(key, batch))


def tag(key, batch):
    return key, tf.reduce_max(batch)


def merge(left, right):
    return tf.maximum(left, right)


def is_even(index, value):
    return tf.equal(index % 2, 0)


def second(index, value):
    return value


for mean in source(4).scan((0.0, 0.0), running):
    print(float(mean))
groups = source(9).group_by_window(key_func=key_of, reduce_func=batch_group, window_size=3)
print([(int(key), float(best)) for key, best in groups])
print(float(source(6).reduce(0.0, merge)))
evens = source(6).enumerate().filter(is_even).map(second)
iterator = iter(evens)
print(float(next(iterator)), float(next(iterator)), int(evens.reduce(0, lambda n, _: n + 1)))
