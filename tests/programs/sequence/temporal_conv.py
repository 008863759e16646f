"""Causal dilated convolutions on time series, with receptive field arithmetic."""

import tensorflow as tf


class CausalConv(tf.keras.layers.Layer):
    def __init__(self, filters, kernel_size, dilation):
        super().__init__()
        self.pad = (kernel_size - 1) * dilation
        self.conv = tf.keras.layers.Conv1D(filters, kernel_size, dilation_rate=dilation)

    def call(self, x):
        return self.conv(left_pad(x, self.pad))


def left_pad(x, amount):
    return tf.pad(x, [[0, 0], [amount, 0], [0, 0]])


class TCN(tf.keras.Model):
    def __init__(self, channels, levels, kernel_size=3):
        super().__init__()
        self.input_projection = tf.keras.layers.Conv1D(channels, 1)
        self.blocks = [CausalConv(2 * channels, kernel_size, 2**i) for i in range(levels)]
        self.output_projection = tf.keras.layers.Dense(1)

    def call(self, x, training=None):
        x = self.input_projection(x)
        skips = []
        for block in self.blocks:
            gated = glu(block(x))
            skips.append(gated)
            x = x + gated
        return self.output_projection(tf.add_n(skips))


def glu(x):
    value, gate = tf.split(x, num_or_size_splits=2, axis=-1)
    return value * tf.sigmoid(gate)


def windows(series, length, horizon=1):
    inputs = tf.signal.frame(series[:-horizon], length, 1)
    targets = tf.signal.frame(series[horizon:], length, 1)
    return inputs[..., tf.newaxis], targets[..., tf.newaxis]


def quantile_loss(y, p, q=0.9):
    e = y - p
    return tf.reduce_mean(tf.maximum(q * e, (q - 1) * e))


series = tf.sin(tf.range(60, dtype=tf.float32) / 5.0)
x, y = windows(series, 16)
tcn = TCN(4, levels=3)
for start in range(0, 40, 16):
    loss = quantile_loss(y[start : start + 16], tcn(x[start : start + 16]))
print(loss.shape, x.shape)
