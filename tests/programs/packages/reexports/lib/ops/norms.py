import tensorflow as tf


def normalize(x, axis=0):
    mean, variance = tf.nn.moments(x, axes=[axis])
    return _scale(x - mean, variance)


def _scale(centered, variance):
    return centered * tf.math.rsqrt(variance + 1e-6)
