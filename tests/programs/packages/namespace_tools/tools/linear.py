import tensorflow as tf


def random_orthogonal(n):
    q, r = tf.linalg.qr(tf.random.stateless_normal([n, n], seed=[1, 0]))
    return fix_signs(q, r)


def fix_signs(q, r):
    return q * tf.sign(tf.linalg.diag_part(r))


def rotate(x, matrix):
    return x @ matrix
