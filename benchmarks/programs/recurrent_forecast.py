"""Forecast a seasonal series with an LSTM written by hand."""

import numpy as np
import tensorflow as tf

WINDOW = 16
UNITS = 24
BATCH_SIZE = 32
EPOCHS = 4


class LSTM(tf.Module):
    def __init__(self, inputs, units):
        super().__init__()
        self.units = units
        self.kernel = tf.Variable(0.2 * tf.random.stateless_normal([inputs + units, 4 * units], [4, 4]))
        self.bias = tf.Variable(tf.zeros([4 * units]))
        self.head = tf.Variable(0.2 * tf.random.stateless_normal([units, 1], [5, 5]))

    def cell(self, x, hidden, memory):
        gates = tf.matmul(tf.concat([x, hidden], axis=1), self.kernel) + self.bias
        i, f, o, g = tf.split(gates, 4, axis=1)
        memory = tf.sigmoid(f + 1.0) * memory + tf.sigmoid(i) * tf.tanh(g)
        return tf.sigmoid(o) * tf.tanh(memory), memory

    def __call__(self, series):
        hidden = memory = tf.zeros([BATCH_SIZE, self.units])
        for x in tf.unstack(series, axis=1):
            hidden, memory = self.cell(x, hidden, memory)
        return tf.matmul(hidden, self.head)


def windows():
    rng = np.random.default_rng(23)
    t = np.arange(1040)
    series = np.sin(t / 5.0) + 0.5 * np.sin(t / 17.0) + rng.normal(0.0, 0.05, t.size)
    inputs = np.lib.stride_tricks.sliding_window_view(series, WINDOW)[:-1, :, None].astype("float32")
    targets = series[WINDOW:, None].astype("float32")
    order = rng.permutation(len(targets))
    return inputs[order], targets[order]


class Forecaster:
    def __init__(self):
        self.model = LSTM(1, UNITS)
        self.optimizer = tf.keras.optimizers.Adam(1e-2)

    def step(self, inputs, targets):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(inputs) - targets) ** 2)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return loss


def main():
    data = tf.data.Dataset.from_tensor_slices(windows()).batch(BATCH_SIZE, drop_remainder=True)
    forecaster = Forecaster()
    for epoch in range(EPOCHS):
        losses = [float(forecaster.step(inputs, targets)) for inputs, targets in data]
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, last {losses[-1]:.4f}")


if __name__ == "__main__":
    main()
