"""Keras 3 style: keras.ops instead of tf in layers and losses."""

import keras
import numpy as np
from keras import layers, ops


class SwiGLU(layers.Layer):
    def __init__(self, hidden):
        super().__init__()
        self.gate = layers.Dense(hidden)
        self.value = layers.Dense(hidden)

    def call(self, x):
        return gated(self.gate(x), self.value(x))


def gated(gate, value):
    return ops.silu(gate) * value


class CosineHead(layers.Layer):
    def __init__(self, classes):
        super().__init__()
        self.classes = classes

    def build(self, input_shape):
        self.prototypes = self.add_weight(shape=(input_shape[-1], self.classes), name="prototypes")

    def call(self, x):
        return ops.matmul(ops.normalize(x, axis=-1), ops.normalize(self.prototypes, axis=0))


def margin_loss(y_true, y_pred):
    onehot = ops.one_hot(ops.cast(ops.squeeze(y_true, -1), "int32"), 3)
    positive = ops.sum(onehot * y_pred, axis=-1)
    negative = ops.max(y_pred - 2.0 * onehot, axis=-1)
    return ops.relu(0.2 + negative - positive)


keras.utils.set_random_seed(3)
inputs = keras.Input((5,))
model = keras.Model(inputs, CosineHead(3)(SwiGLU(6)(inputs)))
model.compile("adam", margin_loss)
x = np.random.rand(16, 5).astype("float32")
y = np.random.randint(0, 3, (16, 1))
model.fit(x, y, batch_size=8, verbose=0)
print(model.predict(x, verbose=0).shape)
