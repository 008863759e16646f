"""A custom recurrent cell wrapped in keras.layers.RNN."""

import tensorflow as tf
from tensorflow import keras


class MinimalGRUCell(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], 2 * self.units), initializer="glorot_uniform", name="k")
        self.recurrent = self.add_weight(shape=(self.units, 2 * self.units), initializer="orthogonal", name="r")
        self.built = True

    def call(self, inputs, states, training=False):
        h = states[0]
        gate, candidate = tf.split(tf.matmul(inputs, self.kernel), 2, axis=-1)
        r_gate, r_candidate = tf.split(tf.matmul(h, self.recurrent), 2, axis=-1)
        f = tf.sigmoid(gate + r_gate)
        new = blend(f, h, tf.tanh(candidate + f * r_candidate))
        return new, [new]


def blend(gate, old, new):
    return (1.0 - gate) * old + gate * new


def run(cell, x):
    layer = keras.layers.RNN(cell, return_sequences=True, return_state=True)
    return layer(x)


def last(sequence):
    return sequence[:, -1, :]


outputs, state = run(MinimalGRUCell(4), tf.ones([2, 5, 3]))
print(outputs.shape, state.shape, last(outputs).shape)
cell = MinimalGRUCell(2)
y, (h,) = cell(tf.ones([3, 2]), [tf.zeros([3, 2])])
print(y.shape, h.shape)
