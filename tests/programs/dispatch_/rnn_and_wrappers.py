"""A custom cell under RNN, a layer under TimeDistributed, masks and initial states."""

import tensorflow as tf


class LeakyCell(tf.keras.layers.Layer):
    def __init__(self, units, leak=0.9):
        super().__init__()
        self.units = units
        self.state_size = units
        self.output_size = units
        self.leak = leak
        self.inner = tf.keras.layers.Dense(units)

    def call(self, inputs, states):
        (previous,) = states
        state = self.update(self.inner(inputs), previous)
        return state, [state]

    def update(self, drive, previous):
        return self.leak * previous + tf.tanh(drive)


class Readout(tf.keras.layers.Layer):
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], 2), initializer="ones")

    def call(self, x):
        return tf.matmul(x, self.w)


class Tagger(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.rnn = tf.keras.layers.RNN(LeakyCell(5), return_sequences=True)
        self.lstm = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(3, return_sequences=True))
        self.readout = tf.keras.layers.TimeDistributed(Readout())

    def call(self, x):
        h = self.rnn(x)
        return self.readout(join(h, self.lstm(h)))


def join(a, b):
    return tf.concat([a, b], axis=-1)


def last(sequence):
    return sequence[:, -1]


model = Tagger()
print(last(model(tf.random.normal([4, 6, 3]))).shape)
print(model(tf.random.normal([2, 9, 3])).shape)
cell = LeakyCell(4)
output, state = cell(tf.ones([2, 3]), [tf.zeros([2, 4])])
print(output.shape, len(state))
