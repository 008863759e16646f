import math

import tensorflow as tf


def standard_normal(z):
    return -0.5 * tf.reduce_sum(z**2 + math.log(2 * math.pi), axis=-1)


class Flow(tf.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        total = tf.zeros([x.shape[0]])
        for layer in self.layers:
            x, log_det = layer.forward(x)
            total += log_det
        return x, total

    def inverse(self, z):
        for layer in reversed(self.layers):
            z = layer.inverse(z)
        return z
