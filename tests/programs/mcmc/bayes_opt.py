"""Gaussian process regression with kernels as classes, Cholesky solves, acquisition, grid search."""
import numpy as np
import tensorflow as tf


class Kernel:
    def __call__(self, a, b):
        raise NotImplementedError

    def __add__(self, other):
        return Sum(self, other)


class RBF(Kernel):
    def __init__(self, scale):
        self.scale = tf.Variable(scale, dtype=tf.float64)

    def __call__(self, a, b):
        return tf.exp(-0.5 * sqdist(a / self.scale, b / self.scale))


class White(Kernel):
    def __init__(self, noise):
        self.noise = noise

    def __call__(self, a, b):
        return self.noise * tf.cast(sqdist(a, b) < 1e-12, a.dtype)


class Sum(Kernel):
    def __init__(self, *parts):
        self.parts = parts

    def __call__(self, a, b):
        return tf.add_n([k(a, b) for k in self.parts])


def sqdist(a, b):
    return tf.reduce_sum((a[:, None, :] - b[None, :, :]) ** 2, -1)


class GP:
    def __init__(self, kernel, x, y):
        self.kernel, self.x, self.y = kernel, x, y
        self.chol = tf.linalg.cholesky(kernel(x, x))

    def predict(self, x):
        k = self.kernel(self.x, x)
        alpha = tf.linalg.cholesky_solve(self.chol, self.y)
        mean = tf.matmul(k, alpha, transpose_a=True)
        v = tf.linalg.triangular_solve(self.chol, k)
        return mean, self.variance(self.kernel(x, x), v)

    def variance(self, prior, v):
        return tf.linalg.diag_part(prior) - tf.reduce_sum(v * v, 0)


def expected_improvement(mean, variance, best):
    s = tf.sqrt(tf.maximum(variance, 1e-9))
    z = (tf.squeeze(mean, -1) - best) / s
    return s * (z * cdf(z) + pdf(z))


def cdf(z):
    return 0.5 * (1.0 + tf.math.erf(z / np.sqrt(2.0)))


def pdf(z):
    return tf.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)


x = tf.random.uniform([6, 2], dtype=tf.float64)
y = tf.reduce_sum(tf.sin(x), -1, keepdims=True)
gp = GP(RBF(0.5) + White(1e-3), x, y)
grid = tf.reshape(tf.stack(tf.meshgrid(tf.linspace(0.0, 1.0, 4), tf.linspace(0.0, 1.0, 4)), -1), [-1, 2])
mean, variance = gp.predict(tf.cast(grid, tf.float64))
score = expected_improvement(mean, variance, tf.reduce_max(y))
print(grid[int(tf.argmax(score))].shape)
