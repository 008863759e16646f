import tensorflow as tf


def transform(x):
    return tf.stack([x[0] ** 2 * x[1], tf.sin(x[1]) + x[2], tf.exp(x[2])])


def jacobian(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.jacobian(y, x)


def hessian(f, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        g = inner.gradient(y, x)
    return outer.jacobian(g, x)


def batch_jacobian(layer, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
    return tape.batch_jacobian(y, x)


def rosenbrock(x):
    return tf.reduce_sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def newton_step(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = rosenbrock(x)
    g = tape.gradient(y, x)
    return x - solve(hessian(rosenbrock, x), g)


def solve(h, g):
    damped = h + 1e-3 * tf.eye(h.shape[0])
    return tf.squeeze(tf.linalg.solve(damped, g[:, None]), -1)


point = tf.constant([1.0, 2.0, 0.5])
print(jacobian(transform, point).shape)
for _ in range(4):
    point = newton_step(point)
print(point.shape, hessian(rosenbrock, point).shape)
dense = tf.keras.layers.Dense(5, activation="tanh")
print(batch_jacobian(dense, tf.ones([3, 2])).shape)
