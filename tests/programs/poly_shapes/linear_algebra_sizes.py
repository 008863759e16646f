"""Solvers called with systems of several sizes and dtypes."""

import tensorflow as tf


def symmetrize(m):
    return 0.5 * (m + tf.linalg.matrix_transpose(m))


def make_spd(m):
    s = symmetrize(m)
    return tf.matmul(s, s, transpose_b=True) + tf.eye(m.shape[-1], dtype=m.dtype)


def solve(a, b):
    chol = tf.linalg.cholesky(a)
    return tf.linalg.cholesky_solve(chol, b)


def log_det(a):
    return 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(tf.linalg.cholesky(a))), axis=-1)


def residual_norm(a, x, b):
    return tf.norm(tf.matmul(a, x) - b, axis=[-2, -1])


def power_iteration(a, steps):
    v = tf.ones(tf.concat([tf.shape(a)[:-1], [1]], axis=0), a.dtype)
    for _ in range(steps):
        v = normalize(tf.matmul(a, v))
    return tf.squeeze(v, -1)


def normalize(v):
    return v / tf.norm(v, axis=-2, keepdims=True)


cases = [
    (tf.random.normal([3, 3]), tf.ones([3, 1])),
    (tf.random.normal([5, 4, 4], dtype=tf.float64), tf.ones([5, 4, 2], dtype=tf.float64)),
    (tf.random.normal([6, 6]), tf.random.normal([6, 3])),
]
for m, b in cases:
    a = make_spd(m)
    x = solve(a, b)
    print(residual_norm(a, x, b).shape, log_det(a).shape, power_iteration(a, 3).shape)
