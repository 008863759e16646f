import math

import tensorflow as tf


class WaveSolver:
    def __init__(self, nx=32, ny=24, c=1.0, dtype=tf.float64):
        self.shape = (nx, ny)
        self.dtype = dtype
        self.dx = 1.0 / nx
        self.dt = 0.5 * self.dx / c
        self.c2 = tf.constant(c**2, dtype)

    def initial(self, width=0.1):
        x = tf.linspace(tf.constant(0.0, self.dtype), tf.constant(1.0, self.dtype), self.shape[0])
        y = tf.linspace(tf.constant(0.0, self.dtype), tf.constant(1.0, self.dtype), self.shape[1])
        xx, yy = tf.meshgrid(x, y, indexing="ij")
        return self.gaussian(xx, yy, width)

    def gaussian(self, xx, yy, width):
        return tf.exp(-((xx - 0.5) ** 2 + (yy - 0.5) ** 2) / width**2)

    def laplace(self, u):
        inner = u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]
        return tf.pad(inner, [[1, 1], [1, 1]]) / self.dx**2

    def step(self, u, u_prev):
        u_next = 2 * u - u_prev + self.c2 * self.dt**2 * self.laplace(u)
        return self.boundary(u_next)

    def boundary(self, u):
        mask = tf.pad(tf.ones([self.shape[0] - 2, self.shape[1] - 2], self.dtype), [[1, 1], [1, 1]])
        return u * mask

    def run(self, steps):
        u_prev = self.initial()
        u = tf.identity(u_prev)
        for _ in range(steps):
            u, u_prev = self.step(u, u_prev), u
        return u


def spectrum(u):
    return tf.abs(tf.signal.fft2d(tf.cast(u, tf.complex64)))


solver = WaveSolver()
u = solver.run(6)
print(u.shape, u.dtype.name, spectrum(u).dtype.name, math.isfinite(float(tf.reduce_max(u))))
