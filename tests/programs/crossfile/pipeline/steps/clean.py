"""Cleaning of columns."""

import tensorflow as tf


def fill_missing(column, value=0.0):
    return tf.where(tf.math.is_nan(column), tf.fill(tf.shape(column), value), column)


def standardize(column):
    mean, variance = tf.nn.moments(column, axes=[0])
    return (column - mean) * tf.math.rsqrt(variance + 1e-6)


STEPS = {"fill": fill_missing, "standardize": standardize}
