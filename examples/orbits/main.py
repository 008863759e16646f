"""Follow a few planets around their star and watch the energy."""

import numpy as np
import tensorflow as tf
from physics import leapfrog, snapshot, total_energy

PLANETS = 6
STEPS = 2000
DT = 0.002


def planetary_system():
    """Star and planets on nearly circular orbits: positions, velocities (bodies, 3) and masses (bodies,)."""
    rng = np.random.default_rng(42)
    radius = np.linspace(0.5, 2.0, PLANETS)
    angle = rng.uniform(0.0, 2.0 * np.pi, PLANETS)
    speed = 1.0 / np.sqrt(radius)
    zeros = np.zeros(PLANETS)
    positions = np.stack([radius * np.cos(angle), radius * np.sin(angle), zeros], axis=1)
    velocities = np.stack([-speed * np.sin(angle), speed * np.cos(angle), zeros], axis=1)
    star = np.zeros((1, 3))
    return (
        tf.constant(np.concatenate([star, positions])),
        tf.constant(np.concatenate([star, velocities])),
        tf.constant(np.concatenate([[1.0], rng.uniform(1e-5, 1e-3, PLANETS)])),
    )


def main():
    positions, velocities, masses = planetary_system()
    start = total_energy(positions, velocities, masses)
    history = []
    for step in range(STEPS):
        positions, velocities = leapfrog(positions, velocities, masses, DT)
        if step % 250 == 249:
            history.append(snapshot(positions, velocities))
            drift = (total_energy(positions, velocities, masses) - start) / start
            x, y, _ = positions[1].numpy()
            print(f"t = {(step + 1) * DT:.2f}: energy drift {abs(float(drift)):.5f}, inner planet at {x:.3f}, {y:.3f}")
    travelled = tf.norm(history[-1]["positions"] - history[0]["positions"], axis=1)
    print("distances:", " ".join(f"{d:.3f}" for d in travelled.numpy()))


if __name__ == "__main__":
    main()
