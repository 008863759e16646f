import tensorflow as tf


def transform(rotation, points):
    return tf.linalg.matvec(rotation, points)


def centroid(points):
    return tf.reduce_mean(points, axis=-2)


def chamfer(a, b):
    distances = tf.reduce_sum((a[:, None] - b[None, :]) ** 2, -1)
    return tf.reduce_mean(tf.reduce_min(distances, 1)) + tf.reduce_mean(tf.reduce_min(distances, 0))
