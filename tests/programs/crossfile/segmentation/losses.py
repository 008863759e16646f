import tensorflow as tf


def dice(target, probability, eps=1e-6):
    axes = [1, 2, 3]
    overlap = tf.reduce_sum(target * probability, axes)
    total = tf.reduce_sum(target, axes) + tf.reduce_sum(probability, axes)
    return 1.0 - (2.0 * overlap + eps) / (total + eps)


def bce(target, logits):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=logits))


def combined(target, logits):
    return bce(target, logits) + tf.reduce_mean(dice(target, tf.sigmoid(logits)))
