import math

import tensorflow as tf


class ARDKernel(tf.Module):
    def __init__(self, dim):
        super().__init__()
        self.log_scales = tf.Variable(tf.zeros([dim], tf.float64))
        self.log_variance = tf.Variable(tf.zeros([], tf.float64))

    def __call__(self, a, b=None):
        b = a if b is None else b
        return tf.exp(self.log_variance) * tf.exp(-0.5 * self.squared(a, b))

    def squared(self, a, b):
        scales = tf.exp(self.log_scales)
        a, b = a / scales, b / scales
        cross = tf.einsum("nd,md->nm", a, b)
        return norms(a)[:, None] - 2.0 * cross + norms(b)[None, :]


def norms(x):
    return tf.einsum("nd,nd->n", x, x)


class Regression(tf.Module):
    def __init__(self, kernel):
        super().__init__()
        self.kernel = kernel
        self.log_noise = tf.Variable(-2.0, dtype=tf.float64)

    def covariance(self, x):
        return self.kernel(x) + tf.exp(self.log_noise) * tf.eye(x.shape[0], dtype=x.dtype)

    def log_marginal(self, x, y):
        chol = tf.linalg.cholesky(self.covariance(x))
        alpha = tf.linalg.triangular_solve(chol, y)
        return gaussian(alpha, chol)

    def predict(self, x, y, new):
        chol = tf.linalg.cholesky(self.covariance(x))
        k = self.kernel(x, new)
        a = tf.linalg.triangular_solve(chol, k)
        mean = tf.einsum("nm,nk->mk", a, tf.linalg.triangular_solve(chol, y))
        return mean, tf.linalg.diag_part(self.kernel(new)) - tf.reduce_sum(a**2, axis=0)


def gaussian(alpha, chol):
    n = tf.cast(tf.shape(alpha)[0], tf.float64)
    return (
        -0.5 * tf.reduce_sum(alpha**2)
        - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
        - 0.5 * n * math.log(2 * math.pi)
    )


@tf.function
def optimise(model, x, y, lr):
    with tf.GradientTape() as tape:
        loss = -model.log_marginal(x, y)
    variables = model.trainable_variables
    for variable, gradient in zip(variables, tape.gradient(loss, variables)):
        variable.assign_sub(lr * gradient)
    return loss


x = tf.random.stateless_uniform([9, 2], [3, 3], dtype=tf.float64)
y = tf.sin(4.0 * x[:, :1])
model = Regression(ARDKernel(2))
for _ in range(2):
    loss = optimise(model, x, y, tf.constant(0.01, tf.float64))
mean, variance = model.predict(x, y, x[:4] + 0.01)
print(loss.dtype.name, mean.shape, variance.shape)
