"""Split-step Fourier propagation of a wave packet."""

import numpy as np
import tensorflow as tf


class Grid:
    def __init__(self, n, length):
        self.n = n
        self.dx = length / n
        self.x = tf.constant(np.linspace(-length / 2, length / 2, n, endpoint=False))
        self.k = tf.constant(2 * np.pi * np.fft.fftfreq(n, self.dx))


def packet(grid, center, width, momentum):
    envelope = tf.exp(-((grid.x - center) ** 2) / (4 * width**2))
    wave = tf.complex(tf.cos(momentum * grid.x), tf.sin(momentum * grid.x))
    return normalise(tf.cast(envelope, tf.complex128) * wave, grid.dx)


def normalise(psi, dx):
    return psi / tf.cast(tf.sqrt(probability(psi, dx)), psi.dtype)


def probability(psi, dx):
    return tf.reduce_sum(tf.abs(psi) ** 2) * dx


def phase(angle):
    return tf.complex(tf.cos(angle), -tf.sin(angle))


def step(psi, potential_phase, kinetic_phase):
    psi = potential_phase * psi
    psi = tf.signal.ifft(kinetic_phase * tf.signal.fft(psi))
    return potential_phase * psi


def barrier(x, height, half_width):
    return tf.where(tf.abs(x) < half_width, tf.cast(height, x.dtype), tf.zeros([], x.dtype))


def expectation(psi, values, dx):
    return tf.reduce_sum(tf.abs(psi) ** 2 * values) * dx


grid = Grid(64, 20.0)
psi = packet(grid, -4.0, 1.0, 3.0)
dt = 0.01
v = barrier(grid.x, 2.0, 0.5)
potential_phase, kinetic_phase = phase(v * dt / 2), phase(grid.k**2 * dt / 2)
for _ in range(5):
    psi = step(psi, potential_phase, kinetic_phase)
print(psi.dtype.name, abs(float(probability(psi, grid.dx)) - 1) < 1e-6, expectation(psi, grid.x, grid.dx).shape)
