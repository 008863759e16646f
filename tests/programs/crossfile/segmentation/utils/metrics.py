import tensorflow as tf


def iou(mask, prediction):
    mask = tf.cast(mask, tf.bool)
    return ratio(tf.logical_and(mask, prediction), tf.logical_or(mask, prediction))


def ratio(a, b):
    return tf.math.count_nonzero(a) / tf.maximum(tf.math.count_nonzero(b), 1)


def log(epoch, value):
    print(epoch, value.numpy() > -100)


def summary(x):
    return {"mean": tf.reduce_mean(x), "max": tf.reduce_max(x)}
