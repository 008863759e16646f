"""A drum: the wave equation on a square by finite differences, with damping and a fixed rim."""

import numpy as np
import tensorflow as tf

SIZE = 48
STEPS = 3000
COURANT = 0.5
DAMPING = 0.0005


def laplacian(u):
    return u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4.0 * u[1:-1, 1:-1]


def advance(u, previous):
    velocity = (1.0 - DAMPING) * (u[1:-1, 1:-1] - previous[1:-1, 1:-1])
    inner = u[1:-1, 1:-1] + velocity + COURANT**2 * laplacian(u)
    return tf.pad(inner, [[1, 1], [1, 1]]), u


def energy(u, previous):
    kinetic = tf.reduce_sum((u - previous) ** 2)
    dx, dy = u[1:, :] - u[:-1, :], u[:, 1:] - u[:, :-1]
    return 0.5 * (kinetic + COURANT**2 * (tf.reduce_sum(dx**2) + tf.reduce_sum(dy**2)))


def main():
    x, y = np.meshgrid(np.linspace(0.0, 1.0, SIZE), np.linspace(0.0, 1.0, SIZE))
    bump = np.exp(-80.0 * ((x - 0.4) ** 2 + (y - 0.6) ** 2)) * np.sin(np.pi * x) * np.sin(np.pi * y)
    u = previous = tf.constant(bump, tf.float32)
    for step in range(STEPS):
        u, previous = advance(u, previous)
        if (step + 1) % 1000 == 0:
            print(f"step {step + 1}: energy {float(energy(u, previous)):.4f}, peak {float(tf.reduce_max(u)):.4f}")


if __name__ == "__main__":
    main()
