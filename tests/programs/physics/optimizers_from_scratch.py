"""Gradient descent, momentum, BFGS and line search on test functions."""

import tensorflow as tf


def rosenbrock(x):
    return tf.reduce_sum(100.0 * tf.square(x[1:] - tf.square(x[:-1])) + tf.square(1.0 - x[:-1]))


def sphere(x):
    return tf.reduce_sum(x**2)


def value_and_gradient(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return y, tape.gradient(y, x)


def backtracking(f, x, direction, g, y, alpha=1.0, rho=0.5, c=1e-4):
    slope = tf.tensordot(g, direction, 1)
    while f(x + alpha * direction) > y + c * alpha * slope and alpha > 1e-8:
        alpha *= rho
    return alpha


def momentum(f, x, lr=1e-3, beta=0.9, steps=5):
    velocity = tf.zeros_like(x)
    for _ in range(steps):
        _, g = value_and_gradient(f, x)
        velocity = beta * velocity + g
        x = x - lr * velocity
    return x


def bfgs_update(h, s, y):
    rho = 1.0 / (tf.tensordot(y, s, 1) + 1e-8)
    eye = tf.eye(s.shape[0])
    left = eye - rho * outer(s, y)
    right = eye - rho * outer(y, s)
    return left @ h @ right + rho * outer(s, s)


def outer(a, b):
    return a[:, tf.newaxis] * b[tf.newaxis, :]


def bfgs(f, x, steps=6):
    h = tf.eye(x.shape[0])
    y, g = value_and_gradient(f, x)
    for _ in range(steps):
        direction = -tf.linalg.matvec(h, g)
        alpha = backtracking(f, x, direction, g, y)
        x_new = x + alpha * direction
        y, g_new = value_and_gradient(f, x_new)
        h = bfgs_update(h, x_new - x, g_new - g)
        x, g = x_new, g_new
    return x, y


start = tf.constant([-1.2, 1.0])
print(momentum(sphere, start).shape)
best, value = bfgs(rosenbrock, start)
print(best.shape, bool(value < rosenbrock(start)))
print(bfgs(sphere, tf.constant([1.0, 2.0, 3.0]))[0].shape)
