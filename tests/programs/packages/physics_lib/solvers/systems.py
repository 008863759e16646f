import abc

import tensorflow as tf


class System(abc.ABC):
    def __call__(self, state):
        q, p = state[..., 0], state[..., 1]
        return tf.stack([self.velocity(p), self.force(q)], axis=-1)

    def velocity(self, p):
        return p

    @abc.abstractmethod
    def force(self, q): ...

    @abc.abstractmethod
    def potential(self, q): ...

    def energy(self, state):
        return 0.5 * state[..., 1] ** 2 + self.potential(state[..., 0])


class Oscillator(System):
    def __init__(self, k=1.0):
        self.k = k

    def force(self, q):
        return -self.k * q

    def potential(self, q):
        return 0.5 * self.k * q**2


class Pendulum(System):
    def __init__(self, length=1.0, g=9.81):
        self.omega2 = g / length

    def force(self, q):
        return -self.omega2 * tf.sin(q)

    def potential(self, q):
        return self.omega2 * (1.0 - tf.cos(q))
