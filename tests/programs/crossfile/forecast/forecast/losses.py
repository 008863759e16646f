"""Losses by name."""

import tensorflow as tf


def mae(target, prediction):
    return tf.reduce_mean(tf.abs(target - prediction))


def smape(target, prediction):
    return tf.reduce_mean(2.0 * tf.abs(target - prediction) / (tf.abs(target) + tf.abs(prediction) + 1e-6))


LOSSES = {"mae": mae, "smape": smape}
