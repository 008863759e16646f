"""Queries with ragged candidate lists: scores, softmax per row, top candidates."""

import tensorflow as tf


def features(candidates, table):
    return tf.gather(table, candidates)


def score(embedded, weights):
    return tf.ragged.map_flat_values(project, embedded, weights)


def project(flat, weights):
    return tf.linalg.matvec(flat, weights)


def row_softmax(scores):
    peak = tf.reduce_max(scores, axis=1, keepdims=True)
    shifted = scores - peak
    exponent = tf.exp(shifted)
    return exponent / tf.reduce_sum(exponent, axis=1, keepdims=True)


def best(probabilities):
    return tf.argmax(probabilities.to_tensor(-1.0), axis=1)


def entropy(probabilities):
    return -tf.reduce_sum(probabilities * tf.math.log(probabilities), axis=1)


def truncate(candidates, limit):
    return candidates[:, :limit]


candidates = tf.ragged.constant([[1, 2, 3], [4, 5], [6, 7, 8, 9]], dtype=tf.int64)
table = tf.random.normal([10, 4])
weights = tf.ones([4])
scores = score(features(candidates, table), weights)
probabilities = row_softmax(scores)
print(best(probabilities).shape, entropy(probabilities).shape, truncate(candidates, 2).shape)
