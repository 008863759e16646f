"""Scores of users and items."""

import tensorflow as tf


def dot(a, b):
    return tf.reduce_sum(a * b, axis=-1)


def cosine(a, b):
    return dot(tf.math.l2_normalize(a, -1), tf.math.l2_normalize(b, -1))


def rank(scores, count):
    values, indices = tf.math.top_k(scores, k=count)
    return values, indices
