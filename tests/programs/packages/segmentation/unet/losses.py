import tensorflow as tf


def dice(probabilities, masks, smooth=1.0):
    intersection = tf.reduce_sum(probabilities * masks)
    return (2.0 * intersection + smooth) / (tf.reduce_sum(probabilities) + tf.reduce_sum(masks) + smooth)


def bce_dice(masks, logits):
    bce = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=masks, logits=logits))
    return bce + 1.0 - dice(tf.sigmoid(logits), masks)
