import numpy as np
import tensorflow as tf


def steering(angles, elements, spacing=0.5):
    n = tf.range(elements, dtype=tf.float32)
    phase = 2.0 * np.pi * spacing * tf.sin(angles)[:, None] * n[None, :]
    return tf.complex(tf.cos(phase), tf.sin(phase))


def received(sources, powers, elements, snapshots):
    a = steering(sources, elements)
    shape = [sources.shape[0], snapshots]
    signal = complex_noise(shape, 1) * tf.cast(tf.sqrt(powers), tf.complex64)[:, None]
    return tf.matmul(a, signal, transpose_a=True) + 0.1 * complex_noise([elements, snapshots], 2)


def complex_noise(shape, seed):
    return tf.complex(
        tf.random.stateless_normal(shape, [seed, 0]), tf.random.stateless_normal(shape, [seed, 1])
    ) / tf.cast(tf.sqrt(2.0), tf.complex64)


def covariance(x):
    return tf.matmul(x, x, adjoint_b=True) / tf.cast(x.shape[1], x.dtype)


def bartlett(r, a):
    return tf.math.real(tf.einsum("ai,ij,aj->a", tf.math.conj(a), r, a))


def capon(r, a):
    inverse = tf.linalg.inv(r + 1e-2 * tf.eye(r.shape[0], dtype=r.dtype))
    return 1.0 / tf.math.real(tf.einsum("ai,ij,aj->a", tf.math.conj(a), inverse, a))


def music(r, a, sources):
    _, vectors = tf.linalg.eigh(r)
    noise = vectors[:, : r.shape[0] - sources]
    projection = tf.matmul(a, tf.math.conj(noise), transpose_b=False)
    return 1.0 / (tf.reduce_sum(tf.abs(projection) ** 2, axis=1) + 1e-6)


def decibels(power):
    return 10.0 * tf.math.log(power / tf.reduce_max(power)) / np.log(10.0)


def peak(spectrum, angles):
    return tf.gather(angles, tf.argmax(spectrum))


angles = tf.linspace(-1.2, 1.2, 61)
x = received(tf.constant([0.3, -0.5]), tf.constant([1.0, 0.5]), 8, 32)
r = covariance(x)
a = steering(angles, 8)
for spectrum in (bartlett(r, a), capon(r, a), music(r, a, 2)):
    print(decibels(spectrum).shape, peak(spectrum, angles).dtype.name)
