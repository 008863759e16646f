import math

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Batches(keras.utils.PyDataset):
    def __init__(self, x, y, batch_size, **kwargs):
        super().__init__(**kwargs)
        self.x, self.y, self.batch_size = x, y, batch_size

    def __len__(self):
        return math.ceil(len(self.x) / self.batch_size)

    def __getitem__(self, index):
        part = slice(index * self.batch_size, (index + 1) * self.batch_size)
        return augment(self.x[part]), self.y[part]


def augment(images):
    return images[:, :, ::-1]


def stream(x, y, size):
    while True:
        index = np.random.randint(0, len(x), size)
        yield x[index], y[index]


class Gated(keras.layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.value = keras.layers.Conv2D(filters, 3)
        self.gate = keras.layers.Conv2D(filters, 3, activation="sigmoid")

    def call(self, x):
        return multiply(self.value(x), self.gate(x))


def multiply(a, b):
    return a * b


def loss(y_true, y_pred):
    return tf.reduce_mean(tf.square(tf.cast(y_true, y_pred.dtype)[:, None] - y_pred), axis=-1)


keras.utils.set_random_seed(0)
x = np.random.rand(10, 6, 6, 1).astype("float32")
y = np.random.randint(0, 2, 10)
model = keras.Sequential([Gated(2), keras.layers.GlobalMaxPooling2D(), keras.layers.Dense(1)])
model.compile("sgd", loss)
model.fit(Batches(x, y, 4), epochs=1, verbose=0)
model.fit(stream(x, y, 5), steps_per_epoch=2, epochs=1, verbose=0)
print(model.predict(x[:3], verbose=0).shape)
