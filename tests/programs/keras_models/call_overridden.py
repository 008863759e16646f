"""Layers with a __call__ of their own: a functional model calls them by it, with symbolic and with real tensors."""

import keras
import numpy as np
import tensorflow as tf


def prepared(features):
    return {name: value for name, value in features.items() if name != "name"}


def widened(x, factor):
    return tf.concat([x] * factor, axis=-1)


class Unpack(keras.layers.Layer):
    """Takes what it needs out of the features before the layer proper is called."""

    def __init__(self, factor=2, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def __call__(self, inputs, **kwargs):
        return super().__call__(prepared(inputs), **kwargs)

    def call(self, inputs, scale=1.0):
        return widened(inputs["size"] * scale, self.factor) + tf.cast(inputs["count"], tf.float32)


class Plain(keras.layers.Layer):
    def call(self, x):
        return shifted(x)


def shifted(x):
    return x + 1.0


inputs = {"size": keras.Input((2,)), "count": keras.Input((1,), dtype="int32")}
outputs = keras.layers.Dense(1)(Plain()(Unpack()(inputs, scale=2.0)))
model = keras.Model(inputs, outputs)
model.compile(optimizer="sgd", loss="mse")
data = {
    "size": np.random.rand(12, 2).astype("float32"),
    "count": np.arange(12).reshape(12, 1),
}
model.fit(data, np.random.rand(12, 1), batch_size=6, epochs=1, verbose=0)
few = {name: tf.constant(value[:3]) for name, value in data.items()}
print(model(few).shape)
