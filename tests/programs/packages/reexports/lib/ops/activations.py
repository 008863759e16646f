import tensorflow as tf


def gelu(x):
    cdf = 0.5 * (1.0 + tf.math.erf(x / 1.41421356))
    return x * cdf
