"""Windowed time series with an LSTM, a custom cell and a feedback model."""
import numpy as np
import tensorflow as tf

OUT_STEPS = 3


class WindowGenerator:
    def __init__(self, data, input_width, label_width, shift):
        self.data = data
        self.input_width, self.label_width, self.shift = input_width, label_width, shift
        self.total = input_width + shift
        self.label_start = self.total - label_width

    def split_window(self, features):
        inputs = features[:, : self.input_width, :]
        labels = features[:, self.label_start :, :]
        inputs.set_shape([None, self.input_width, None])
        labels.set_shape([None, self.label_width, None])
        return inputs, labels

    def make_dataset(self):
        ds = tf.keras.utils.timeseries_dataset_from_array(
            data=self.data, targets=None, sequence_length=self.total, sequence_stride=1, shuffle=True, batch_size=8
        )
        return ds.map(self.split_window)


class Baseline(tf.keras.Model):
    def __init__(self, label_index=None):
        super().__init__()
        self.label_index = label_index

    def call(self, inputs):
        if self.label_index is None:
            return inputs
        result = inputs[:, :, self.label_index]
        return result[:, :, tf.newaxis]


class FeedBack(tf.keras.Model):
    def __init__(self, units, out_steps, features):
        super().__init__()
        self.out_steps = out_steps
        self.lstm_cell = tf.keras.layers.LSTMCell(units)
        self.lstm_rnn = tf.keras.layers.RNN(self.lstm_cell, return_state=True)
        self.dense = tf.keras.layers.Dense(features)

    def warmup(self, inputs):
        x, *state = self.lstm_rnn(inputs)
        prediction = self.dense(x)
        return prediction, state

    def call(self, inputs, training=None):
        predictions = []
        prediction, state = self.warmup(inputs)
        predictions.append(prediction)
        for _ in range(1, self.out_steps):
            prediction, state = self.step(prediction, state, training)
            predictions.append(prediction)
        predictions = tf.stack(predictions)
        return tf.transpose(predictions, [1, 0, 2])

    def step(self, x, state, training):
        x, state = self.lstm_cell(x, states=state, training=training)
        return self.dense(x), state


def mae(a, b):
    return tf.reduce_mean(tf.abs(a - b))


data = np.random.rand(60, 4).astype(np.float32)
window = WindowGenerator(data, 6, OUT_STEPS, OUT_STEPS)
ds = window.make_dataset()
model = FeedBack(5, OUT_STEPS, 4)
for inputs, labels in ds.take(2):
    mae(model(inputs), labels)
model.compile(loss="mse", optimizer="adam")
model.fit(ds, epochs=1, verbose=0)
baseline = Baseline(1)
mae(baseline(tf.constant(data[None, :5])), tf.zeros([1, 5, 1]))
