import os
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow import keras


@keras.utils.register_keras_serializable(package="demo")
class Antirectifier(keras.layers.Layer):
    def __init__(self, initializer="he_normal", **kwargs):
        super().__init__(**kwargs)
        self.initializer = keras.initializers.get(initializer)

    def build(self, input_shape):
        output_dim = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(output_dim * 2, output_dim), initializer=self.initializer, name="kernel", trainable=True
        )

    def call(self, inputs):
        inputs -= tf.reduce_mean(inputs, axis=-1, keepdims=True)
        pos = tf.nn.relu(inputs)
        neg = tf.nn.relu(-inputs)
        return combine(pos, neg, self.kernel)

    def get_config(self):
        base = super().get_config()
        return {**base, "initializer": keras.initializers.serialize(self.initializer)}


def combine(pos, neg, kernel):
    return tf.matmul(tf.concat([pos, neg], axis=-1), kernel)


@keras.utils.register_keras_serializable(package="demo")
def swish_like(x):
    return x * tf.sigmoid(1.702 * x)


def build():
    return keras.Sequential(
        [keras.Input((5,)), Antirectifier(), keras.layers.Dense(4, activation=swish_like), keras.layers.Dense(2)]
    )


def round_trip(model, folder):
    path = os.path.join(folder, "model.keras")
    model.save(path)
    return keras.models.load_model(path)


def difference(a, b, x):
    return float(np.abs(a(x) - b(x)).max())


keras.utils.set_random_seed(0)
model = build()
x = np.random.rand(3, 5).astype("float32")
print(difference(model, round_trip(model, tempfile.mkdtemp()), x) < 1e-6)
