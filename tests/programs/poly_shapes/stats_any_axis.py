"""Statistics over any axis of tensors of several ranks and dtypes."""

import tensorflow as tf


def center(x, axis=-1):
    return x - tf.reduce_mean(x, axis=axis, keepdims=True)


def variance(x, axis=-1):
    return tf.reduce_mean(tf.square(center(x, axis)), axis=axis)


def zscore(x, axis=0):
    return center(x, axis) / tf.sqrt(tf.expand_dims(variance(x, axis), axis) + tf.cast(1e-6, x.dtype))


def covariance(x):
    c = center(x, 0)
    return tf.matmul(c, c, transpose_a=True) / tf.cast(tf.shape(x)[0], x.dtype)


def topk_mean(x, k):
    values, _ = tf.math.top_k(x, k)
    return tf.reduce_mean(values, axis=-1)


def histogram(x, bins):
    return tf.histogram_fixed_width(tf.reshape(x, [-1]), [-3.0, 3.0], nbins=bins)


def describe(x):
    return {"z": zscore(x), "var": variance(x), "top": topk_mean(x, 2)}


for value in (tf.random.normal([10]), tf.random.normal([4, 3]), tf.random.normal([2, 5, 6], dtype=tf.float64)):
    print({name: t.shape for name, t in describe(value).items()})
print(covariance(tf.random.normal([20, 3])).shape, histogram(tf.random.normal([4, 4]), 5).shape)
