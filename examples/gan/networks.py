"""Generator and discriminator of a GAN for points in the plane, and the points to imitate."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

LATENT = 8


def dense_stack(inputs, widths, outputs):
    model = tf.keras.Sequential([tf.keras.Input((inputs,))])
    for width in widths:
        model.add(layers.Dense(width))
        model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Dense(outputs))
    return model


def build_generator():
    return dense_stack(LATENT, [32, 32], 2)


def build_discriminator():
    return dense_stack(2, [32, 32], 1)


def ring(count, seed):
    """Points near the circle of radius 2, float32 of shape (count, 2)."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0.0, 2.0 * np.pi, count)
    radius = rng.normal(2.0, 0.1, count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype("float32")
