"""RMS norm, group norm and a residual wrapper, written by hand."""

import tensorflow as tf


class RMSNorm(tf.keras.layers.Layer):
    def __init__(self, epsilon=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.epsilon = epsilon

    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=input_shape[-1:], initializer="ones")
        self.built = True

    def call(self, x):
        return x * tf.math.rsqrt(mean_square(x) + self.epsilon) * self.scale


def mean_square(x, axis=-1):
    return tf.reduce_mean(tf.square(x), axis=axis, keepdims=True)


def group_norm(x, groups, epsilon=1e-5):
    n, h, w, c = x.shape
    grouped = tf.reshape(x, [n, h, w, groups, c // groups])
    mean, variance = tf.nn.moments(grouped, [1, 2, 4], keepdims=True)
    normed = standardize(grouped, mean, variance, epsilon)
    return tf.reshape(normed, x.shape)


def standardize(x, mean, variance, epsilon):
    return (x - mean) / tf.sqrt(variance + epsilon)


class Residual(tf.keras.layers.Layer):
    def __init__(self, inner, norm):
        super().__init__()
        self.inner = inner
        self.norm = norm

    def call(self, x, training=None):
        return x + self.inner(self.norm(x), training=training)


def main():
    tf.random.set_seed(0)
    block = Residual(tf.keras.layers.Dense(6), RMSNorm())
    print(block(tf.random.normal([2, 6])).shape)
    print(block(tf.random.normal([2, 3, 6]), training=True).shape)
    images = tf.random.uniform([2, 4, 4, 8], maxval=255.0)
    normed = group_norm(images, groups=2)
    print(normed.shape, bool(tf.abs(tf.reduce_mean(normed)) < 1e-3))


if __name__ == "__main__":
    main()
