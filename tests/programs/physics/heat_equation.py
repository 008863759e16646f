"""Explicit finite differences for the heat equation in one and two dimensions."""

import numpy as np
import tensorflow as tf


def laplacian_1d(u, dx):
    inner = (u[:-2] - 2.0 * u[1:-1] + u[2:]) / dx**2
    return tf.pad(inner, [[1, 1]])


def laplacian_2d(u):
    kernel = tf.constant([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    kernel = tf.reshape(kernel, [3, 3, 1, 1])
    padded = tf.pad(u, [[1, 1], [1, 1]], mode="SYMMETRIC")
    result = tf.nn.conv2d(padded[None, :, :, None], kernel, strides=1, padding="VALID")
    return result[0, :, :, 0]


def step_1d(u, dt, dx, kappa=1.0):
    return u + dt * kappa * laplacian_1d(u, dx)


@tf.function
def step_2d(u, dt):
    return u + dt * laplacian_2d(u)


def total_heat(u):
    return tf.reduce_sum(u)


def simulate_1d(points, steps):
    x = tf.linspace(0.0, 1.0, points)
    u = tf.exp(-50.0 * (x - 0.5) ** 2)
    dx = 1.0 / (points - 1)
    for _ in range(steps):
        u = step_1d(u, 0.2 * dx**2, dx)
    return u


def simulate_2d(size, steps):
    u = np.zeros((size, size), dtype=np.float32)
    u[size // 2, size // 2] = 100.0
    u = tf.convert_to_tensor(u)
    before = total_heat(u)
    for _ in range(steps):
        u = step_2d(u, tf.constant(0.1))
    return u, before, total_heat(u)


print(simulate_1d(41, 20).shape)
field, before, after = simulate_2d(24, 10)
print(field.shape, np.isclose(before.numpy(), after.numpy(), rtol=1e-4))
