"""tf.experimental.numpy beside ordinary NumPy."""

import numpy as np
import tensorflow as tf
import tensorflow.experimental.numpy as tnp


def standardise(x):
    return (x - tnp.mean(x, axis=0)) / tnp.std(x, axis=0)


def design(x, degree):
    return tnp.stack([x**d for d in range(degree + 1)], axis=1)


def least_squares(a, b):
    return tf.linalg.lstsq(a, b[:, None])[:, 0]


def predict(a, coefficients):
    return tnp.dot(a, coefficients)


def r_squared(y, p):
    residual = tnp.sum((y - p) ** 2)
    return 1.0 - residual / tnp.sum((y - tnp.mean(y)) ** 2)


def clip_outliers(x, limit):
    return tnp.where(tnp.abs(x) > limit, tnp.sign(x) * limit, x)


def outer_table(a, b):
    return tnp.outer(a, b)


x = tnp.linspace(-1.0, 1.0, 20)
y = 1.0 + 2.0 * x - x**2
a = design(x, 2)
coefficients = least_squares(tf.cast(a, tf.float32), tf.cast(y, tf.float32))
print(coefficients.shape, round(float(r_squared(tf.cast(y, tf.float32), predict(tf.cast(a, tf.float32), coefficients))), 3))
print(standardise(tnp.reshape(x, [10, 2])).shape, clip_outliers(x * 3, 2.0).shape)
print(outer_table(tnp.arange(3), tnp.ones(2)).shape, np.asarray(clip_outliers(x, 0.5)).dtype)
