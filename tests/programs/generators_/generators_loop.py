"""Batches from Python generators, zipped, enumerated, chained, sliced."""
import itertools
import random

import numpy as np
import tensorflow as tf


def batches(x, y, size):
    order = list(range(len(x)))
    random.shuffle(order)
    for start in range(0, len(x), size):
        chosen = order[start : start + size]
        yield tf.gather(x, chosen), tf.gather(y, chosen)


def pairs(n):
    for i in range(n):
        yield tf.fill([i + 1], float(i)), tf.constant(i)


def infinite(rng):
    while True:
        yield rng.standard_normal((4, 3)).astype("float32")


def loss(w, x, y):
    return tf.reduce_mean((tf.linalg.matvec(x, w) - y) ** 2)


def total(values):
    return tf.add_n(values)


def grow(v, i):
    return v * tf.cast(i, tf.float32)


def noisy(x):
    return x + tf.random.normal(tf.shape(x))


def chunk(it, n):
    return list(itertools.islice(it, n))


def stack(rows):
    return tf.stack(rows)


x = tf.random.normal([20, 3])
y = tf.random.normal([20])
w = tf.Variable(tf.zeros([3]))
losses = []
for step, (bx, by) in enumerate(batches(x, y, 5)):
    losses.append(loss(w, bx, by))
total(losses)
for v, i in pairs(3):
    grow(v, i)
stream = infinite(np.random.default_rng(0))
first = next(stream)
noisy(first)
stack(chunk(map(tf.convert_to_tensor, stream), 3))
for a, b in zip(pairs(2), pairs(2)):
    total([a[0], b[0]])
for (v, i), bias in itertools.product(pairs(2), [0.1, 0.2]):
    grow(v + bias, i)
for item in itertools.chain(pairs(1), pairs(1)):
    grow(*item)
