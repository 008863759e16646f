"""Newtonian gravity with softening, integrated by the leapfrog scheme."""

import tensorflow as tf

GRAVITY = 1.0
SOFTENING = 0.05


def accelerations(positions, masses):
    """Positions (bodies, 3) and masses (bodies,), both float64, to accelerations (bodies, 3)."""
    separation = positions[tf.newaxis, :, :] - positions[:, tf.newaxis, :]
    distance2 = tf.reduce_sum(separation**2, axis=-1) + SOFTENING**2
    strength = GRAVITY * masses[tf.newaxis, :] * distance2 ** (-1.5)
    return tf.reduce_sum(strength[:, :, tf.newaxis] * separation, axis=1)


def leapfrog(positions, velocities, masses, dt):
    velocities = velocities + 0.5 * dt * accelerations(positions, masses)
    positions = positions + dt * velocities
    velocities = velocities + 0.5 * dt * accelerations(positions, masses)
    return positions, velocities


def total_energy(positions, velocities, masses):
    @tf.function
    def potential(positions):
        separation = positions[tf.newaxis, :, :] - positions[:, tf.newaxis, :]
        distance = tf.sqrt(tf.reduce_sum(separation**2, axis=-1) + SOFTENING**2)
        pairs = masses[tf.newaxis, :] * masses[:, tf.newaxis] / distance
        return -0.5 * GRAVITY * (tf.reduce_sum(pairs) - tf.reduce_sum(tf.linalg.diag_part(pairs)))

    kinetic = 0.5 * tf.reduce_sum(masses * tf.reduce_sum(velocities**2, axis=1))
    return kinetic + potential(positions)


@tf.function
def snapshot(positions, velocities):
    return {"positions": positions, "velocities": velocities}
