"""Code that asks how it runs."""

import tensorflow as tf


def aware(x):
    if tf.executing_eagerly():
        return x + 1.0
    return x - 1.0


def inspected(x):
    return x + float(hasattr(x, "numpy"))


def unaware(x):
    return tf.reduce_sum(x) + 1.0


x = tf.constant([1.0, 2.0])
for _ in range(3):
    print(aware(x).numpy().tolist(), inspected(x).numpy().tolist(), float(unaware(x)))
