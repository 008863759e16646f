"""Recover a source from measurements by gradient descent with a Tikhonov prior."""

import tensorflow as tf


def kernel_matrix(sensors, sources, width):
    distance = sensors[:, None] - sources[None, :]
    return tf.exp(-(distance**2) / (2 * width**2))


class Problem:
    def __init__(self, sensors, sources, noise=0.01):
        self.matrix = kernel_matrix(sensors, sources, 0.1)
        self.noise = noise

    def measure(self, strength):
        clean = tf.linalg.matvec(self.matrix, strength)
        return clean + self.noise * tf.random.stateless_normal(clean.shape, seed=[1, 1])

    def misfit(self, strength, data):
        return tf.reduce_sum((tf.linalg.matvec(self.matrix, strength) - data) ** 2) / self.noise**2


def smoothness(strength):
    return tf.reduce_sum((strength[1:] - strength[:-1]) ** 2)


def objective(problem, data, weight):
    def function(strength):
        return problem.misfit(strength, data) + weight * smoothness(strength)

    return function


def descend(function, x, lr, steps):
    velocity = tf.zeros_like(x)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
        velocity = 0.9 * velocity - lr * tape.gradient(y, x)
        x = x + velocity
    return x, y


def posterior_covariance(problem, weight, n):
    d = tf.eye(n)[1:] - tf.eye(n)[:-1]
    hessian = tf.matmul(problem.matrix, problem.matrix, transpose_a=True) / problem.noise**2
    hessian += weight * tf.matmul(d, d, transpose_a=True)
    return tf.linalg.inv(hessian + 1e-3 * tf.eye(n))


sources, sensors = tf.linspace(0.0, 1.0, 12), tf.linspace(0.0, 1.0, 8)
truth = tf.sin(6.28 * sources)
problem = Problem(sensors, sources)
data = problem.measure(truth)
estimate, value = descend(objective(problem, data, 10.0), tf.zeros([12]), 1e-6, 10)
print(estimate.shape, value.shape, posterior_covariance(problem, 10.0, 12).shape)
