"""Helpers that are called with tensors of several ranks and dtypes."""

import tensorflow as tf


def flatten_leading(x):
    return tf.reshape(x, [-1, x.shape[-1]])


def unflatten_leading(flat, like):
    return tf.reshape(flat, like.shape)


def last_dim_softmax(x):
    flat = flatten_leading(x)
    return unflatten_leading(tf.nn.softmax(flat), x)


def mean_over(x, axis=None):
    return tf.reduce_mean(tf.cast(x, tf.float32), axis=axis)


def to_rank(x, rank):
    while x.shape.rank < rank:
        x = tf.expand_dims(x, 0)
    return x


def broadcast_add(a, b):
    return a + b


def same_dtype(a, b):
    if a.dtype != b.dtype:
        b = tf.cast(b, a.dtype)
    return a, b


for shape in ([4], [2, 4], [3, 2, 4]):
    x = tf.ones(shape)
    print(last_dim_softmax(to_rank(x, 2)).shape, mean_over(x).numpy())
print(mean_over(tf.constant([[1, 2], [3, 4]]), axis=0).numpy(), mean_over(tf.constant([True, False])).numpy())
print(broadcast_add(tf.zeros([3, 1]), tf.zeros([1, 5])).shape, broadcast_add(tf.zeros([2, 3]), tf.zeros([3])).shape)
a, b = same_dtype(tf.constant(1.0), tf.constant(2))
c, d = same_dtype(tf.constant([1], tf.int64), tf.constant([2.5], tf.float64))
print(b.dtype.name, d.dtype.name)
