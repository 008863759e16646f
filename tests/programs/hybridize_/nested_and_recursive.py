"""Recursion, mutual recursion, and functions made anew in each call."""

import tensorflow as tf


def factorial(n):
    if n <= 1.0:
        return tf.constant(1.0)
    return n * factorial(n - 1.0)


def even(x, depth):
    return x if depth == 0 else odd(x + 1.0, depth - 1)


def odd(x, depth):
    return x * 2.0 if depth == 0 else even(x * 1.5, depth - 1)


def with_inner(x):
    def scale(y):
        return y * tf.reduce_max(x)

    return scale(x) + scale(x * 2.0)


x = tf.constant([1.0, 2.0])
for _ in range(3):
    print(float(factorial(tf.constant(4.0))), even(x, 3).numpy().tolist(), with_inner(x).numpy().tolist())
