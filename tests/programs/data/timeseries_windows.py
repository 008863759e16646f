import numpy as np
import tensorflow as tf


class WindowGenerator:
    def __init__(self, input_width, label_width, shift, columns, label_column):
        self.input_width = input_width
        self.label_width = label_width
        self.total = input_width + shift
        self.column_index = {name: i for i, name in enumerate(columns)}
        self.label_column = label_column

    def split_window(self, features):
        inputs = features[:, : self.input_width, :]
        labels = features[:, self.total - self.label_width :, :]
        labels = tf.stack([labels[:, :, self.column_index[self.label_column]]], axis=-1)
        inputs.set_shape([None, self.input_width, None])
        labels.set_shape([None, self.label_width, None])
        return inputs, labels

    def make_dataset(self, data):
        data = np.array(data, dtype=np.float32)
        ds = tf.keras.utils.timeseries_dataset_from_array(
            data=data, targets=None, sequence_length=self.total, sequence_stride=1, shuffle=False, batch_size=16
        )
        return ds.map(self.split_window)


class Baseline(tf.keras.Model):
    def __init__(self, label_index):
        super().__init__()
        self.label_index = label_index

    def call(self, inputs):
        return last_value(inputs, self.label_index)


def last_value(inputs, index):
    return inputs[:, -1:, index][:, :, tf.newaxis]


def mae(labels, predictions):
    return tf.reduce_mean(tf.abs(labels - predictions))


t = np.arange(60) / 10.0
data = np.stack([np.sin(t), np.cos(t), t], axis=1)
window = WindowGenerator(6, 1, 1, ["sin", "cos", "t"], "sin")
model = Baseline(0)
for inputs, labels in window.make_dataset(data):
    print(inputs.shape, labels.shape, mae(labels, model(inputs)).shape)
