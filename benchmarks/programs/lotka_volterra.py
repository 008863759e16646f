"""Solve the Lotka-Volterra equations for many parameter sets by the Runge-Kutta-Fehlberg method with error control."""

import numpy as np
import tensorflow as tf

SYSTEMS = 64
END = 25.0
TOLERANCE = 1e-9


class LotkaVolterra:
    def __init__(self, birth, predation, death, growth):
        self.birth, self.predation, self.death, self.growth = birth, predation, death, growth

    def __call__(self, state):
        prey, predator = state[..., 0], state[..., 1]
        meetings = prey * predator
        return tf.stack(
            [self.birth * prey - self.predation * meetings, self.growth * meetings - self.death * predator], axis=-1
        )


def rkf45_step(system, state, h):
    """One step of size h: the fifth-order solution and the largest error estimate."""
    k1 = h * system(state)
    k2 = h * system(state + k1 / 4)
    k3 = h * system(state + 3 / 32 * k1 + 9 / 32 * k2)
    k4 = h * system(state + 1932 / 2197 * k1 - 7200 / 2197 * k2 + 7296 / 2197 * k3)
    k5 = h * system(state + 439 / 216 * k1 - 8 * k2 + 3680 / 513 * k3 - 845 / 4104 * k4)
    k6 = h * system(state - 8 / 27 * k1 + 2 * k2 - 3544 / 2565 * k3 + 1859 / 4104 * k4 - 11 / 40 * k5)
    fourth = state + 25 / 216 * k1 + 1408 / 2565 * k3 + 2197 / 4104 * k4 - k5 / 5
    fifth = state + 16 / 135 * k1 + 6656 / 12825 * k3 + 28561 / 56430 * k4 - 9 / 50 * k5 + 2 / 55 * k6
    return fifth, tf.reduce_max(tf.abs(fifth - fourth))


def main():
    rng = np.random.default_rng(9)
    system = LotkaVolterra(
        *(tf.constant(rng.uniform(low, high, SYSTEMS)) for low, high in [(0.8, 1.2)] * 2 + [(0.5, 1.0)] * 2)
    )
    state = tf.constant(rng.uniform(0.5, 2.0, (SYSTEMS, 2)))
    time = tf.constant(0.0, tf.float64)
    h = tf.constant(0.01, tf.float64)
    accepted = rejected = 0
    while time < END:
        proposal, error = rkf45_step(system, state, tf.minimum(h, END - time))
        if error < TOLERANCE:
            time = time + tf.minimum(h, END - time)
            state = proposal
            accepted += 1
        else:
            rejected += 1
        h = h * tf.clip_by_value(0.9 * (TOLERANCE / (error + 1e-16)) ** 0.2, 0.2, 3.0)
    prey, predator = tf.unstack(tf.reduce_mean(state, axis=0))
    print(f"{accepted} steps, {rejected} rejected, prey {float(prey):.4f}, predators {float(predator):.4f}")


if __name__ == "__main__":
    main()
