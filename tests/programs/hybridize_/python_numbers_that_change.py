"""Python numbers as arguments: constants, a few modes, and a new one in every round."""

import tensorflow as tf


def powered(x, n):
    return x**n


def annealed(x, temperature):
    return tf.nn.softmax(x / temperature)


def counted(x, step):
    return x + tf.cast(step, tf.float32)


def moded(x, mode):
    return tf.reduce_sum(x) if mode == "sum" else tf.reduce_mean(x)


x = tf.constant([1.0, 2.0])
temperature = 4.0
for step in range(6):
    print(powered(x, 2).numpy().tolist(), annealed(x, temperature).numpy().round(4).tolist())
    print(counted(x, step).numpy().tolist(), float(moded(x, "sum")), float(moded(x, "mean")))
    temperature *= 0.5
