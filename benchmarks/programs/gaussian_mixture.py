"""Fit a mixture of Gaussians with full covariances by expectation maximization, from several starts."""

import math

import numpy as np
import tensorflow as tf

POINTS, DIMENSIONS, COMPONENTS = 400, 3, 4
STARTS = 20
ITERATIONS = 200


def sample_points():
    rng = np.random.default_rng(15)
    means = rng.normal(0.0, 4.0, (COMPONENTS, DIMENSIONS))
    factors = rng.normal(0.0, 0.7, (COMPONENTS, DIMENSIONS, DIMENSIONS))
    chosen = rng.integers(0, COMPONENTS, POINTS)
    noise = rng.normal(size=(POINTS, DIMENSIONS, 1))
    return means[chosen] + (factors[chosen] @ noise)[..., 0]


def log_densities(points, means, covariances):
    """Log densities (points, components) of normal distributions."""
    cholesky = tf.linalg.cholesky(covariances)
    centred = tf.transpose(points[:, tf.newaxis, :] - means[tf.newaxis], [1, 2, 0])
    solved = tf.linalg.triangular_solve(cholesky, centred)
    log_determinant = 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(cholesky)), axis=1)
    mahalanobis = tf.reduce_sum(solved**2, axis=1)
    return -0.5 * tf.transpose(mahalanobis + log_determinant[:, tf.newaxis] + DIMENSIONS * math.log(2.0 * math.pi))


def em_step(points, weights, means, covariances):
    joint = tf.math.log(weights) + log_densities(points, means, covariances)
    evidence = tf.reduce_logsumexp(joint, axis=1, keepdims=True)
    responsibility = tf.exp(joint - evidence)
    total = tf.reduce_sum(responsibility, axis=0)
    means = tf.matmul(responsibility, points, transpose_a=True) / total[:, tf.newaxis]
    centred = points[:, tf.newaxis, :] - means[tf.newaxis]
    covariances = tf.einsum("nk,nki,nkj->kij", responsibility, centred, centred) / total[:, tf.newaxis, tf.newaxis]
    covariances += 1e-6 * tf.eye(DIMENSIONS, dtype=tf.float64)
    return total / POINTS, means, covariances, tf.reduce_mean(evidence)


def fit(points, start):
    """EM from the points of ``start``: the mean log likelihood and the weights at its end."""
    weights = tf.fill([COMPONENTS], tf.constant(1.0 / COMPONENTS, tf.float64))
    means = tf.gather(points, start)
    covariances = tf.eye(DIMENSIONS, batch_shape=[COMPONENTS], dtype=tf.float64)
    history = [-math.inf]
    for _ in range(ITERATIONS):
        weights, means, covariances, likelihood = em_step(points, weights, means, covariances)
        history.append(float(likelihood))
        if history[-1] - history[-2] < 1e-7:
            break
    return history, weights.numpy()


def main():
    points = tf.constant(sample_points())
    rng = np.random.default_rng(16)
    fits = [fit(points, rng.choice(POINTS, COMPONENTS, replace=False)) for _ in range(STARTS)]
    history, weights = max(fits, key=lambda found: found[0][-1])
    print(f"best mean log likelihood {history[-1]:.5f} of {STARTS} starts, {len(history) - 1} iterations")
    print("weights", " ".join(f"{weight:.3f}" for weight in np.sort(weights)))


if __name__ == "__main__":
    main()
