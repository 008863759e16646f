import tensorflow as tf


def correlation(x):
    z = (x - tf.reduce_mean(x, 0)) / tf.math.reduce_std(x, 0)
    return tf.matmul(z, z, transpose_a=True) / tf.cast(tf.shape(x)[0], x.dtype)


def quantile(x, q):
    ordered = tf.sort(x)
    index = tf.cast(q * tf.cast(tf.size(x) - 1, tf.float32), tf.int32)
    return ordered[index]
