import tensorflow as tf


def accuracy(probabilities, labels):
    hits = tf.equal(tf.argmax(probabilities, 1), labels)
    return tf.reduce_mean(tf.cast(hits, tf.float32))


def confusion(probabilities, labels, classes):
    return tf.math.confusion_matrix(labels, tf.argmax(probabilities, 1), classes)
