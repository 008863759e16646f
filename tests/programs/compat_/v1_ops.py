"""Code in the midst of migration: compat.v1 names in eager TF 2."""

import tensorflow as tf
import tensorflow.compat.v1 as tf1
from tensorflow.compat.v2 import math as tfmath


def l2_normalize(x, dim):
    return tf1.nn.l2_normalize(x, dim=dim)


def mean_keep(x):
    return tf1.reduce_mean(x, axis=1, keepdims=True)


def cross_entropy(labels, logits):
    return tf1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)


def random_batch(shape):
    return tf.compat.v1.random_normal(shape, seed=4)


def to_float(x):
    return tf1.to_float(x)


def log_sum(x):
    return tfmath.reduce_logsumexp(x, axis=-1)


def sparse_ce(labels, logits):
    return tf.compat.v1.losses.sparse_softmax_cross_entropy(labels, logits)


x = random_batch([4, 3])
labels = tf1.one_hot([0, 1, 2, 0], depth=3)
print(l2_normalize(x, 1).shape, mean_keep(x).shape)
print(cross_entropy(labels, x).shape, log_sum(x).shape)
print(to_float(tf.constant([1, 2])).dtype.name, sparse_ce(tf.constant([0, 1, 2, 0]), x).shape)
