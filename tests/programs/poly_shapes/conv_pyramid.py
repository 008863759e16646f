"""The same blocks on feature maps of several sizes."""

import tensorflow as tf


def conv(x, filters, stride=1):
    kernel = tf.ones([3, 3, x.shape[-1], filters]) * 0.01
    return tf.nn.relu(tf.nn.conv2d(x, kernel, stride, "SAME"))


def instance_norm(x):
    mean, variance = tf.nn.moments(x, axes=[1, 2], keepdims=True)
    return (x - mean) * tf.math.rsqrt(variance + 1e-5)


def block(x, filters):
    y = instance_norm(conv(x, filters))
    return y + residual(x, filters)


def residual(x, filters):
    if x.shape[-1] == filters:
        return x
    return tf.pad(x, [[0, 0], [0, 0], [0, 0], [0, filters - x.shape[-1]]])


def pool(x):
    return tf.nn.max_pool2d(x, 2, 2, "VALID")


def pyramid(image, widths):
    features = []
    x = image
    for width in widths:
        x = block(x, width)
        features.append(x)
        x = pool(x)
    return features


def summarize(features):
    return tf.concat([tf.reduce_mean(f, axis=[1, 2]) for f in features], axis=-1)


small = pyramid(tf.ones([2, 16, 16, 3]), [4, 8, 16])
large = pyramid(tf.ones([1, 32, 24, 3]), (4, 8))
print(summarize(small).shape, summarize(large).shape)
