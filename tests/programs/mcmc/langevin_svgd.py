"""Langevin dynamics and Stein variational gradient descent on a banana."""

import tensorflow as tf


def log_density(x):
    a, b = x[..., 0], x[..., 1]
    return -0.5 * (a**2 + (b - a**2) ** 2 / 0.5)


def score(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        lp = tf.reduce_sum(log_density(x))
    return tape.gradient(lp, x)


def ula(x, step):
    return x + step * score(x) + tf.sqrt(2.0 * step) * tf.random.normal(x.shape)


def mala_log_q(to, frm, step):
    drift = frm + step * score(frm)
    return -tf.reduce_sum((to - drift) ** 2, -1) / (4.0 * step)


def mala(x, step):
    proposal = ula(x, step)
    forward = mala_log_q(proposal, x, step)
    backward = mala_log_q(x, proposal, step)
    ratio = log_density(proposal) - log_density(x) + backward - forward
    take = tf.math.log(tf.random.uniform(ratio.shape)) < ratio
    return tf.where(take[:, None], proposal, x)


def rbf(x):
    pairwise = tf.reduce_sum((x[:, None] - x[None, :]) ** 2, -1)
    median = median_of(pairwise)
    h = median / tf.math.log(float(x.shape[0]) + 1.0)
    k = tf.exp(-pairwise / h)
    grad = -2.0 / h * (tf.einsum("ij,jd->id", k, x) - tf.reduce_sum(k, 1, keepdims=True) * x)
    return k, -grad


def median_of(values):
    flat = tf.sort(tf.reshape(values, [-1]))
    return flat[flat.shape[0] // 2]


def svgd(x, step):
    k, repulsion = rbf(x)
    return x + step * (tf.matmul(k, score(x)) + repulsion) / x.shape[0]


tf.random.set_seed(2)
particles = tf.random.normal([10, 2])
for update in (ula, mala, svgd):
    x = particles
    for _ in range(3):
        x = update(x, 0.05)
    print(update.__name__, x.shape, bool(tf.reduce_all(tf.math.is_finite(x))))
