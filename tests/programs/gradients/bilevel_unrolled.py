"""Hyper-gradients by differentiating through unrolled inner optimisation and by implicit differentiation."""

import tensorflow as tf


def inner_loss(w, lam, x, y):
    return tf.reduce_mean((tf.linalg.matvec(x, w) - y) ** 2) + tf.exp(lam) * tf.reduce_sum(w**2)


def inner_step(w, lam, x, y, lr):
    with tf.GradientTape() as tape:
        tape.watch(w)
        loss = inner_loss(w, lam, x, y)
    return w - lr * tape.gradient(loss, w)


def solve_inner(lam, data, steps, lr=0.1):
    x, y = data
    w = tf.zeros([x.shape[1]])
    for _ in range(steps):
        w = inner_step(w, lam, x, y, lr)
    return w


def outer_loss(w, data):
    x, y = data
    return tf.reduce_mean((tf.linalg.matvec(x, w) - y) ** 2)


def unrolled(lam, train, validation, steps):
    with tf.GradientTape() as tape:
        tape.watch(lam)
        value = outer_loss(solve_inner(lam, train, steps), validation)
    return value, tape.gradient(value, lam)


def ridge(lam, x, y):
    n = tf.cast(tf.shape(x)[0], tf.float32)
    a = tf.matmul(x, x, transpose_a=True) / n + tf.exp(lam) * tf.eye(x.shape[1])
    return tf.linalg.solve(a, tf.matmul(x, y[:, None], transpose_a=True) / n)[:, 0]


def exact(lam, train, validation):
    with tf.GradientTape() as tape:
        tape.watch(lam)
        value = outer_loss(ridge(lam, *train), validation)
    return value, tape.gradient(value, lam)


def descend(step, lam, rounds, *data):
    for _ in range(rounds):
        value, gradient = step(lam, *data)
        lam = lam - 0.5 * gradient
    return lam, value


x = tf.random.stateless_normal([20, 4], [0, 1])
y = tf.linalg.matvec(x, tf.constant([1.0, 0.0, -1.0, 0.5]))
train, validation = (x[:12], y[:12]), (x[12:], y[12:])
lam, value = descend(exact, tf.constant(-1.0), 3, train, validation)
print(lam.shape, value.shape, unrolled(lam, train, validation, steps=4)[1].shape)
