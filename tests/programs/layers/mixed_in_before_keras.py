"""Layers of Keras behind classes of one's own: ``super()`` of the mixed-in class goes on to the layer beside it."""

import tensorflow as tf


class Prepared(tf.keras.layers.Layer):
    def __init__(self, *args, gain=1.0, **kwargs):
        self.gain = gain
        super().__init__(*args, **kwargs)

    def prepare(self, inputs):
        return self.gain * inputs

    def call(self, inputs):
        return super().call(self.prepare(inputs))


class Checked(Prepared):
    def __init__(self, *args, limit=6.0, **kwargs):
        self.limit = limit
        super().__init__(*args, **kwargs)

    def call(self, inputs):
        return self.clipped(super().call(inputs))

    def clipped(self, outputs):
        return tf.clip_by_value(outputs, -self.limit, self.limit)


class CheckedDense(Checked, tf.keras.layers.Dense):
    def __init__(self, units, **kwargs):
        super().__init__(units, gain=0.5, **kwargs)

    def describe(self, outputs):
        return tf.reduce_sum(outputs, -1), self.units, self.use_bias


class CheckedConv(Checked, tf.keras.layers.Conv2D):
    def spread(self, size):
        return tf.ones([size[0] * self.kernel_size[0], size[1] * self.strides[1], self.filters])

    def pad(self, inputs):
        amount = [[0, 0], *([(k - 1) // 2, (k - 1) // 2] for k in self.kernel_size), [0, 0]]
        return tf.pad(inputs, amount)

    def call(self, inputs):
        return super().call(self.pad(inputs))


class ScaledPool(tf.keras.layers.MaxPooling2D):
    def area(self, inputs):
        return inputs / tf.cast(self.pool_size[0] * self.strides[1], tf.float32)

    def call(self, inputs):
        return self.area(super().call(inputs))


def activated(layer, outputs):
    return layer.activation(outputs)


def measured(outputs):
    return tf.reduce_mean(outputs)


def main():
    x = tf.random.normal([4, 8, 8, 3])
    conv = CheckedConv(6, 3, activation="relu")
    y = conv(x)
    measured(y)
    measured(conv.spread([4, 5]))
    pooled = ScaledPool(2)(y)
    measured(pooled)
    dense = CheckedDense(7)
    z = dense(tf.keras.layers.Flatten()(pooled))
    dense.describe(z)
    measured(activated(dense, z))
    plain = tf.keras.layers.Dense(5, activation="tanh")
    measured(activated(plain, plain(z)))


main()
