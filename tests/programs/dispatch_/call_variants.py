"""A model reached by __call__, call, predict, functional reuse, keyword inputs and a subclass of Dense."""

import numpy as np
import tensorflow as tf


class ScaledDense(tf.keras.layers.Dense):
    def call(self, inputs):
        return scale_output(super().call(inputs))


def scale_output(y):
    return 0.5 * y


class TwoTower(tf.keras.Model):
    def __init__(self, dim=6):
        super().__init__()
        self.user = tf.keras.Sequential([ScaledDense(dim, activation="relu"), tf.keras.layers.Dense(dim)])
        self.item = tf.keras.layers.Embedding(20, dim)
        self.norm = tf.keras.layers.LayerNormalization()

    def call(self, inputs, training=None):
        u = self.norm(self.user(inputs["user"]))
        i = self.item(inputs["item"])
        return self.score(u, i)

    def score(self, u, i):
        return tf.reduce_sum(u * i, axis=-1, keepdims=True)


class Blend(tf.keras.layers.Layer):
    def call(self, a, b=None, weight=0.5):
        return a if b is None else weight * a + (1 - weight) * b


model = TwoTower()
batch = {"user": tf.random.normal([8, 4]), "item": tf.range(8)}
print(model(batch).shape, model.call({"user": tf.ones([2, 4]), "item": tf.constant([1, 2])}).shape)
model.compile(optimizer="sgd", loss="mse")
users = np.random.rand(24, 4).astype("float32")
items = np.arange(24) % 20
model.fit({"user": users, "item": items}, np.ones((24, 1), "float32"), batch_size=12, verbose=0)
print(model.predict({"user": users[:5], "item": items[:5]}, verbose=0).shape)
blend = Blend()
print(blend(tf.ones([3, 2])).shape, blend(tf.ones([3, 2]), b=tf.zeros([3, 2]), weight=0.1).shape)
x = tf.keras.Input((5,))
tail = tf.keras.Model(x, Blend()(ScaledDense(3)(x), tf.keras.layers.Dense(3)(x)))
print(tail(tf.ones([4, 5])).shape)
