"""A GRU cell in plain TensorFlow, unrolled by a Python loop and by tf.scan."""

import tensorflow as tf


def glorot(shape, name):
    limit = (6.0 / (shape[0] + shape[1])) ** 0.5
    return tf.Variable(tf.random.uniform(shape, -limit, limit), name=name)


class GRUCell(tf.Module):
    def __init__(self, input_dim, units):
        super().__init__()
        self.units = units
        self.kernel = glorot([input_dim, 3 * units], "kernel")
        self.recurrent = glorot([units, 3 * units], "recurrent")
        self.bias = tf.Variable(tf.zeros([3 * units]))

    def gates(self, x, h):
        xz, xr, xh = tf.split(x @ self.kernel + self.bias, 3, axis=-1)
        hz, hr, hh = tf.split(h @ self.recurrent, 3, axis=-1)
        return tf.sigmoid(xz + hz), tf.sigmoid(xr + hr), xh, hh

    def __call__(self, x, h):
        z, r, xh, hh = self.gates(x, h)
        candidate = tf.tanh(xh + r * hh)
        return (1 - z) * candidate + z * h

    def initial_state(self, batch_size):
        return tf.zeros([batch_size, self.units])


def unroll(cell, inputs):
    state = cell.initial_state(inputs.shape[0])
    outputs = []
    for t in range(inputs.shape[1]):
        state = cell(inputs[:, t], state)
        outputs.append(state)
    return tf.stack(outputs, axis=1)


def scan_unroll(cell, inputs):
    time_major = tf.transpose(inputs, [1, 0, 2])

    def advance(state, x_t):
        return cell(x_t, state)

    states = tf.scan(advance, time_major, initializer=cell.initial_state(inputs.shape[0]))
    return tf.transpose(states, [1, 0, 2])


def difference(a, b):
    return tf.reduce_max(tf.abs(a - b))


tf.random.set_seed(2)
gru = GRUCell(input_dim=5, units=4)
sequence = tf.random.normal([2, 6, 5])
by_loop = unroll(gru, sequence)
by_scan = scan_unroll(gru, sequence)
print(by_loop.shape, bool(difference(by_loop, by_scan) < 1e-5))
