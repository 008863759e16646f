import numpy as np
import tensorflow as tf

VELOCITIES = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1]])
WEIGHTS = np.array([4 / 9] + [1 / 9] * 4 + [1 / 36] * 4, dtype=np.float32)


class LBM:
    def __init__(self, nx, ny, tau):
        self.shape = (nx, ny)
        self.omega = 1.0 / tau
        self.weights = tf.constant(WEIGHTS)
        self.velocities = tf.constant(VELOCITIES, dtype=tf.float32)

    def initial(self):
        rho = tf.ones(self.shape)
        u = 0.05 * tf.stack([tf.sin(tf.linspace(0.0, 6.28, self.shape[0]))[:, None] * rho, 0.0 * rho], axis=-1)
        return self.equilibrium(rho, u)

    def equilibrium(self, rho, u):
        cu = 3.0 * tf.tensordot(u, self.velocities, axes=[[-1], [-1]])
        usq = 1.5 * tf.reduce_sum(u**2, axis=-1, keepdims=True)
        return rho[..., None] * self.weights * (1.0 + cu + 0.5 * cu**2 - usq)

    def macroscopic(self, f):
        rho = tf.reduce_sum(f, axis=-1)
        u = tf.tensordot(f, self.velocities, axes=1) / rho[..., None]
        return rho, u

    def collide(self, f):
        rho, u = self.macroscopic(f)
        return f - self.omega * (f - self.equilibrium(rho, u))

    def stream(self, f):
        moved = []
        for i, (dx, dy) in enumerate(VELOCITIES):
            moved.append(shift(f[..., i], int(dx), int(dy)))
        return tf.stack(moved, axis=-1)

    @tf.function
    def step(self, f):
        return self.stream(self.collide(f))


def shift(field, dx, dy):
    return tf.roll(tf.roll(field, dx, axis=0), dy, axis=1)


def vorticity(u):
    du_dy = (tf.roll(u[..., 0], -1, 1) - tf.roll(u[..., 0], 1, 1)) / 2.0
    dv_dx = (tf.roll(u[..., 1], -1, 0) - tf.roll(u[..., 1], 1, 0)) / 2.0
    return dv_dx - du_dy


lbm = LBM(12, 8, tau=0.8)
f = lbm.initial()
for _ in range(3):
    f = lbm.step(f)
rho, u = lbm.macroscopic(f)
print(rho.shape, u.shape, vorticity(u).shape, np.isclose(float(tf.reduce_sum(rho)), 96.0, atol=1e-2))
