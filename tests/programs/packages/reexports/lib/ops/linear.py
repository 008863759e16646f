import tensorflow as tf


def project(x, matrix):
    return tf.linalg.matmul(x, matrix)
