import tensorflow as tf


def softsign(x):
    return x / (1 + tf.abs(x))


def gelu_fast(x):
    return x * tf.sigmoid(1.702 * x)
