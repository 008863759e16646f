import tensorflow as tf


def rk4(f, t, y, dt):
    k1 = f(t, y)
    k2 = f(t + dt / 2, y + dt / 2 * k1)
    k3 = f(t + dt / 2, y + dt / 2 * k2)
    k4 = f(t + dt, y + dt * k3)
    return y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def euler(f, t, y, dt):
    return y + dt * f(t, y)


class ODEFunc(tf.keras.layers.Layer):
    def __init__(self, width, dim):
        super().__init__()
        self.inner = tf.keras.layers.Dense(width, activation="tanh")
        self.outer = tf.keras.layers.Dense(dim)

    def call(self, t, y):
        time = tf.fill([tf.shape(y)[0], 1], t)
        return self.outer(self.inner(tf.concat([y, time], axis=1)))


class ODEBlock(tf.keras.layers.Layer):
    def __init__(self, func, solver, steps):
        super().__init__()
        self.func = func
        self.solver = solver
        self.steps = steps

    def call(self, y):
        dt = 1.0 / self.steps
        t = tf.constant(0.0)
        trajectory = [y]
        for _ in range(self.steps):
            y = self.solver(self.func, t, y, dt)
            t = t + dt
            trajectory.append(y)
        return y, tf.stack(trajectory)


def path_length(trajectory):
    return tf.reduce_sum(tf.norm(trajectory[1:] - trajectory[:-1], axis=-1), axis=0)


tf.random.set_seed(1)
func = ODEFunc(8, 2)
for solver in (euler, rk4):
    final, trajectory = ODEBlock(func, solver, 4)(tf.random.normal([3, 2]))
    print(solver.__name__, final.shape, trajectory.shape, path_length(trajectory).shape)
