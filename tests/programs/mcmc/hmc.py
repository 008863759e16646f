"""Hamiltonian Monte Carlo with leapfrog integration."""

import tensorflow as tf


def potential(q):
    return 0.5 * tf.reduce_sum(tf.square(q) / tf.constant([1.0, 4.0]), axis=-1)


def gradient(q):
    with tf.GradientTape() as tape:
        tape.watch(q)
        u = potential(q)
    return tape.gradient(u, q)


def kinetic(p):
    return 0.5 * tf.reduce_sum(p * p, axis=-1)


def leapfrog(q, p, step_size, steps):
    p -= 0.5 * step_size * gradient(q)
    for i in range(steps):
        q += step_size * p
        if i != steps - 1:
            p -= step_size * gradient(q)
    p -= 0.5 * step_size * gradient(q)
    return q, -p


def hmc_step(q, step_size, steps):
    p = tf.random.normal(q.shape)
    q_new, p_new = leapfrog(q, p, step_size, steps)
    log_ratio = potential(q) + kinetic(p) - potential(q_new) - kinetic(p_new)
    accepted = tf.math.log(tf.random.uniform(log_ratio.shape)) < log_ratio
    return tf.where(accepted[:, tf.newaxis], q_new, q), accepted


def adapt(step_size, accepted, target=0.8):
    rate = tf.reduce_mean(tf.cast(accepted, tf.float32))
    return tf.where(rate > target, step_size * 1.1, step_size * 0.9)


def run(chains, draws):
    q = tf.zeros([chains, 2])
    step_size = tf.constant(0.3)
    kept = []
    for _ in range(draws):
        q, accepted = hmc_step(q, step_size, steps=3)
        step_size = adapt(step_size, accepted)
        kept.append(q)
    return tf.stack(kept), step_size


def rhat(samples):
    n = samples.shape[0]
    within = tf.reduce_mean(tf.math.reduce_variance(samples, axis=0), axis=0)
    between = n * tf.math.reduce_variance(tf.reduce_mean(samples, axis=0), axis=0)
    return tf.sqrt((n - 1) / n + between / (n * within))


tf.random.set_seed(3)
samples, step_size = run(4, 8)
print(samples.shape, rhat(samples).shape, step_size.shape)
