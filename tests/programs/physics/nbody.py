"""Gravitational N-body simulation with velocity Verlet."""

import tensorflow as tf

G = 1.0
SOFTENING = 0.05


def accelerations(positions, masses):
    displacement = positions[None, :, :] - positions[:, None, :]
    squared = tf.reduce_sum(displacement**2, axis=-1) + SOFTENING**2
    inverse_cubed = tf.pow(squared, -1.5)
    return G * tf.einsum("ij,ijk,j->ik", inverse_cubed, displacement, masses)


def verlet(positions, velocities, acceleration, masses, dt):
    positions = positions + velocities * dt + 0.5 * acceleration * dt**2
    updated = accelerations(positions, masses)
    velocities = velocities + 0.5 * (acceleration + updated) * dt
    return positions, velocities, updated


def kinetic_energy(velocities, masses):
    return 0.5 * tf.reduce_sum(masses * tf.reduce_sum(velocities**2, axis=1))


def potential_energy(positions, masses):
    displacement = positions[None] - positions[:, None]
    distance = tf.sqrt(tf.reduce_sum(displacement**2, -1) + SOFTENING**2)
    pairs = masses[:, None] * masses[None, :] / distance
    upper = tf.linalg.band_part(pairs, 0, -1) - tf.linalg.diag(tf.linalg.diag_part(pairs))
    return -G * tf.reduce_sum(upper)


def center(positions, masses):
    return positions - tf.tensordot(masses, positions, axes=1) / tf.reduce_sum(masses)


def simulate(n, steps, dt=0.01):
    positions = tf.random.stateless_normal([n, 3], seed=[7, 1])
    velocities = tf.zeros([n, 3])
    masses = tf.ones([n]) / n
    positions = center(positions, masses)
    acceleration = accelerations(positions, masses)
    energies = []
    for _ in range(steps):
        positions, velocities, acceleration = verlet(positions, velocities, acceleration, masses, dt)
        energies.append(kinetic_energy(velocities, masses) + potential_energy(positions, masses))
    return positions, tf.stack(energies)


final, energies = simulate(6, 10)
drift = tf.abs(energies[-1] - energies[0])
print(final.shape, energies.shape, float(drift) < 0.1)
