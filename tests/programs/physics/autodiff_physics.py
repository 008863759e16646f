"""PINN: second derivatives by nested tapes, residuals, sampling, LBFGS-like flattening of variables."""
import numpy as np
import tensorflow as tf


class Net(tf.Module):
    def __init__(self, widths, name=None):
        super().__init__(name)
        self.layers = []
        for i, o in zip(widths[:-1], widths[1:]):
            self.layers.append((tf.Variable(xavier(i, o)), tf.Variable(tf.zeros([o]))))

    def __call__(self, x):
        for w, b in self.layers[:-1]:
            x = hidden(x, w, b)
        w, b = self.layers[-1]
        return x @ w + b


def xavier(i, o):
    return tf.random.truncated_normal([i, o], stddev=np.sqrt(2.0 / (i + o)))


def hidden(x, w, b):
    return tf.tanh(x @ w + b)


def residual(net, t, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([t, x])
            u = net(tf.concat([t, x], 1))
        u_t = tape.gradient(u, t)
        u_x = tape.gradient(u, x)
    u_xx = outer.gradient(u_x, x)
    return burgers(u, u_t, u_x, u_xx)


def burgers(u, u_t, u_x, u_xx):
    return u_t + u * u_x - 0.01 / np.pi * u_xx


def sample(n):
    return tf.random.uniform([n, 1]), tf.random.uniform([n, 1], -1.0, 1.0)


def initial(x):
    return -tf.sin(np.pi * x)


def mse(r):
    return tf.reduce_mean(tf.square(r))


@tf.function
def step(net_params, t, x, x0):
    with tf.GradientTape() as tape:
        loss = mse(residual(net, t, x)) + mse(net(tf.concat([tf.zeros_like(x0), x0], 1)) - initial(x0))
    return loss, tape.gradient(loss, net_params)


def flatten(tensors):
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], 0)


def unflatten(vector, like):
    sizes = [int(np.prod(v.shape)) for v in like]
    return [tf.reshape(p, v.shape) for p, v in zip(tf.split(vector, sizes), like)]


net = Net([2, 8, 8, 1])
for _ in range(2):
    loss, gradients = step(net.trainable_variables, *sample(16), sample(5)[1])
    vector = flatten(gradients)
    parts = unflatten(0.1 * vector, net.trainable_variables)
    for v, g in zip(net.trainable_variables, parts):
        v.assign_sub(g)
flatten(parts)
