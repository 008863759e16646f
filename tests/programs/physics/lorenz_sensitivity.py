import tensorflow as tf


def lorenz(state, sigma=10.0, rho=28.0, beta=8.0 / 3.0):
    x, y, z = tf.unstack(state, axis=-1)
    return tf.stack([sigma * (y - x), x * (rho - z) - y, x * y - beta * z], axis=-1)


def rk4_step(f, y, h):
    k1 = f(y)
    k2 = f(y + 0.5 * h * k1)
    k3 = f(y + 0.5 * h * k2)
    k4 = f(y + h * k3)
    return y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)


def integrate(y0, steps, h):
    trajectory = tf.TensorArray(tf.float64, steps, element_shape=y0.shape)
    y = y0
    for i in range(steps):
        y = rk4_step(lorenz, y, h)
        trajectory = trajectory.write(i, y)
    return trajectory.stack()


def flow_jacobian(y0, steps, h):
    with tf.GradientTape() as tape:
        tape.watch(y0)
        final = integrate(y0, steps, h)[-1]
    return tape.jacobian(final, y0)


def lyapunov(jacobian, time):
    singular = tf.linalg.svd(jacobian, compute_uv=False)
    return tf.math.log(singular) / time


y0 = tf.constant([1.0, 1.0, 1.0], dtype=tf.float64)
trajectory = integrate(y0, 10, 0.01)
batch = tf.stack([y0, y0 + 1e-3])
spread = integrate(batch, 10, 0.01)
separation = tf.norm(spread[:, 0] - spread[:, 1], axis=-1)
exponents = lyapunov(flow_jacobian(y0, 4, 0.01), 0.04)
print(trajectory.shape, separation.shape, exponents.dtype.name)
