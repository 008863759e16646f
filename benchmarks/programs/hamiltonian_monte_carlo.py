"""Sample the posterior of a logistic regression by Hamiltonian Monte Carlo."""

import numpy as np
import tensorflow as tf

DIMENSIONS = 5
SAMPLES = 150
BURN_IN = 50
LEAPFROG_STEPS = 8
STEP_SIZE = 0.12

rng = tf.random.Generator.from_seed(21)


def simulate(count=200):
    source = np.random.default_rng(0)
    features = source.normal(size=(count, DIMENSIONS))
    weights = np.array([1.0, -2.0, 0.5, 0.0, 1.5])
    labels = source.uniform(size=count) < 1.0 / (1.0 + np.exp(-features @ weights))
    return tf.constant(features, tf.float64), tf.constant(labels, tf.float64)


def log_posterior(weights, features, labels):
    logits = tf.linalg.matvec(features, weights)
    log_likelihood = tf.reduce_sum(labels * logits - tf.nn.softplus(logits))
    return log_likelihood - 0.5 * tf.reduce_sum(weights**2) / 4.0


def gradient(weights, features, labels):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        value = log_posterior(weights, features, labels)
    return tape.gradient(value, weights)


def hmc_step(weights, features, labels):
    momentum = rng.normal([DIMENSIONS], dtype=tf.float64)
    start = log_posterior(weights, features, labels) - 0.5 * tf.reduce_sum(momentum**2)
    proposal = weights
    momentum = momentum + 0.5 * STEP_SIZE * gradient(proposal, features, labels)
    for _ in range(LEAPFROG_STEPS):
        proposal = proposal + STEP_SIZE * momentum
        momentum = momentum + STEP_SIZE * gradient(proposal, features, labels)
    momentum = momentum - 0.5 * STEP_SIZE * gradient(proposal, features, labels)
    end = log_posterior(proposal, features, labels) - 0.5 * tf.reduce_sum(momentum**2)
    accept = tf.math.log(rng.uniform([], dtype=tf.float64)) < end - start
    return tf.where(accept, proposal, weights), accept


def main():
    features, labels = simulate()
    weights = tf.zeros([DIMENSIONS], tf.float64)
    samples, accepted = [], 0
    for step in range(BURN_IN + SAMPLES):
        weights, accept = hmc_step(weights, features, labels)
        accepted += int(accept)
        if step >= BURN_IN:
            samples.append(weights.numpy())
    print(f"accepted {accepted} of {BURN_IN + SAMPLES}")
    print("mean", " ".join(f"{value:.3f}" for value in np.mean(samples, axis=0)))
    print("deviation", " ".join(f"{value:.3f}" for value in np.std(samples, axis=0)))


if __name__ == "__main__":
    main()
