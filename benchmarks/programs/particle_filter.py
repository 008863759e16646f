"""Track a moving object by its bearing and range with a bootstrap particle filter."""

import math

import numpy as np
import tensorflow as tf

PARTICLES = 512
STEPS = 1000
DT = 0.1

rng = tf.random.Generator.from_seed(77)


def simulate(seed):
    """True positions (STEPS, 2) and noisy (range, bearing) measurements (STEPS, 2)."""
    source = np.random.default_rng(seed)
    angle = np.linspace(0.0, 4.0 * math.pi, STEPS)
    track = np.stack([5.0 * np.cos(angle) + 8.0, 3.0 * np.sin(angle) + 6.0], axis=1)
    polar = np.stack([np.linalg.norm(track, axis=1), np.arctan2(track[:, 1], track[:, 0])], axis=1)
    return track, (polar + source.normal(size=polar.shape) * [0.2, 0.02]).astype("float32")


def predict(particles):
    position, velocity = particles[:, :2], particles[:, 2:]
    velocity = velocity + 0.5 * rng.normal([PARTICLES, 2])
    return tf.concat([position + DT * velocity, velocity], axis=1)


def log_likelihood(particles, measurement):
    distance = tf.norm(particles[:, :2], axis=1)
    bearing = tf.atan2(particles[:, 1], particles[:, 0])
    return -0.5 * (((distance - measurement[0]) / 0.2) ** 2 + ((bearing - measurement[1]) / 0.02) ** 2)


def resample(particles, weights):
    """Systematic resampling by the cumulated weights."""
    offset = (tf.range(PARTICLES, dtype=tf.float32) + rng.uniform([])) / PARTICLES
    chosen = tf.searchsorted(tf.cumsum(weights), offset)
    return tf.gather(particles, tf.minimum(chosen, PARTICLES - 1))


def filter_step(particles, measurement):
    particles = predict(particles)
    weights = tf.nn.softmax(log_likelihood(particles, measurement))
    estimate = tf.reduce_sum(weights[:, tf.newaxis] * particles[:, :2], axis=0)
    effective = 1.0 / tf.reduce_sum(weights**2)
    return resample(particles, weights), estimate, effective


def main():
    track, measurements = simulate(seed=1)
    particles = tf.concat([tf.constant([[13.0, 6.0]]) + rng.normal([PARTICLES, 2]), rng.normal([PARTICLES, 2])], axis=1)
    errors, sizes = [], []
    for truth, measurement in zip(track, measurements):
        particles, estimate, effective = filter_step(particles, tf.constant(measurement))
        errors.append(np.linalg.norm(estimate.numpy() - truth))
        sizes.append(float(effective))
    print(f"mean error {np.mean(errors):.2f}, effective particles {np.mean(sizes):.0f}")


if __name__ == "__main__":
    main()
