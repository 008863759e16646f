"""Iterators from outside, generators and streams."""

import itertools

import tensorflow as tf

source = itertools.count(1)


def tick(x):
    return x * float(next(source))


def pairs(x):
    yield x
    yield x * 2.0


def summed(x):
    return tf.add_n(list(pairs(x)))


def chained(first, second):
    return tf.add_n([a * b for a, b in zip(first, second)])


x = tf.constant([1.0, 2.0])
for _ in range(3):
    print(tick(x).numpy().tolist(), summed(x).numpy().tolist(), chained([x, x], [x, x + 1.0]).numpy().tolist())
