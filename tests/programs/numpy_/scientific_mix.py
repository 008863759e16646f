"""SciPy-style NumPy code around TensorFlow ops: grids, linear algebra, random generators, dtypes."""

import numpy as np
import tensorflow as tf


def gaussian_grid(n, sigma):
    axis = np.linspace(-1, 1, n)
    xx, yy = np.meshgrid(axis, axis)
    return np.exp(-(xx**2 + yy**2) / (2 * sigma**2))


def as_image(grid):
    return tf.constant(grid[np.newaxis, ..., np.newaxis], dtype=tf.float32)


def gradient_magnitude(image):
    dy, dx = tf.image.image_gradients(image)
    return tf.sqrt(dx**2 + dy**2)


def pca(data, k):
    centered = data - data.mean(axis=0, keepdims=True)
    _, _, vt = np.linalg.svd(centered, full_matrices=False)
    return centered @ vt[:k].T, vt[:k]


def reconstruct(scores, components):
    return tf.matmul(scores, components)


def error(data, approximation):
    return tf.reduce_mean(tf.square(data - approximation))


def bootstrap(values, rounds, rng):
    for _ in range(rounds):
        yield values[rng.integers(0, len(values), len(values))]


def interval(samples):
    means = np.array([sample.mean() for sample in samples])
    return np.percentile(means, [5, 95])


def to_float32(*arrays):
    return [a.astype(np.float32) for a in arrays]


rng = np.random.default_rng(3)
image = as_image(gaussian_grid(8, 0.4))
print(image.shape, gradient_magnitude(image).shape)
data = rng.normal(size=(10, 4))
scores, components = pca(data, 2)
print(float(error(data, reconstruct(scores, components))) > 0)
data32, scores32, components32 = to_float32(data, scores, components)
print(error(data32, reconstruct(scores32, components32)).dtype.name)
print(interval(bootstrap(data[:, 0], 5, rng)).shape)
