"""A solver library with an abstract base, integrators in a module and a facade at the top."""

import tensorflow as tf

import solvers
from solvers import Oscillator, Pendulum, integrate


def energy_drift(system, trajectory):
    energies = system.energy(trajectory)
    return tf.reduce_max(energies) - tf.reduce_min(energies)


for system in (Oscillator(k=2.0), Pendulum(length=1.5)):
    for method in solvers.METHODS:
        start = tf.constant([0.5, 0.0])
        trajectory = integrate(system, start, dt=0.05, steps=8, method=method)
        print(type(system).__name__, method, trajectory.shape, float(energy_drift(system, trajectory)) < 1.0)
batch = tf.stack([tf.constant([0.1, 0.0]), tf.constant([1.0, -1.0])])
print(integrate(Pendulum(), batch, steps=3).shape)
