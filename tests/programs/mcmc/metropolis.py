"""Metropolis sampling of a 2-d Gaussian mixture, vectorised over chains."""

import tensorflow as tf

MEANS = tf.constant([[-2.0, 0.0], [2.0, 1.0]])
WEIGHTS = tf.constant([0.3, 0.7])


def log_prob(x):
    diff = x[:, None, :] - MEANS[None]
    component = -0.5 * tf.reduce_sum(diff**2, axis=-1)
    return tf.reduce_logsumexp(component + tf.math.log(WEIGHTS), axis=-1)


def propose(x, scale):
    return x + scale * tf.random.normal(tf.shape(x))


def accept(log_ratio):
    u = tf.random.uniform(tf.shape(log_ratio))
    return tf.math.log(u) < log_ratio


@tf.function
def metropolis_step(x, current):
    candidate = propose(x, 0.8)
    candidate_lp = log_prob(candidate)
    take = accept(candidate_lp - current)
    x = tf.where(take[:, None], candidate, x)
    current = tf.where(take, candidate_lp, current)
    return x, current, tf.reduce_mean(tf.cast(take, tf.float32))


def sample(chains, steps, burn_in=2):
    state = tf.zeros([chains, 2])
    lp = log_prob(state)
    samples = []
    rates = []
    for step in range(steps):
        state, lp, rate = metropolis_step(state, lp)
        if step >= burn_in:
            samples.append(state)
            rates.append(rate)
    return tf.stack(samples), tf.add_n(rates) / len(rates)


def summarize(samples):
    flat = tf.reshape(samples, [-1, 2])
    return tf.reduce_mean(flat, 0), tf.math.reduce_std(flat, 0)


tf.random.set_seed(13)
draws, rate = sample(chains=16, steps=10)
mean, std = summarize(draws)
print(draws.shape, mean.shape, std.shape, 0.0 <= float(rate) <= 1.0)
