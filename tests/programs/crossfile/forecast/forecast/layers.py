"""Building blocks."""

import tensorflow as tf

from . import ops


class Trend(tf.keras.layers.Layer):
    def __init__(self, horizon):
        super().__init__()
        self.horizon = horizon
        self.project = tf.keras.layers.Dense(horizon)

    def call(self, history):
        return ops.add_last(self.project(ops.difference(history)), history)


def seasonal(history, period, horizon):
    last = history[:, -period:]
    repeats = -(-horizon // period)
    return tf.tile(last, [1, repeats])[:, :horizon]
