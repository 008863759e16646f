import tensorflow as tf


def padding(ids):
    return tf.cast(tf.equal(ids, 0), tf.float32)[:, tf.newaxis, :]


def causal(n):
    return 1.0 - tf.linalg.band_part(tf.ones((n, n)), -1, 0)


def combine(a, b):
    return tf.maximum(a, b)
