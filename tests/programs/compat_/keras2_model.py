"""A Keras 2 program: tf_keras in place of keras, lists of layers, fit on NumPy arrays."""

import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import backend as K


class MinibatchStd(keras.layers.Layer):
    def call(self, x):
        std = K.std(x, axis=0)
        mean_std = tf.reduce_mean(std)
        extra = tf.fill([tf.shape(x)[0], 1], mean_std)
        return tf.concat([x, extra], axis=-1)


class Wide(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.hidden = keras.layers.Dense(units, activation="relu")
        self.std = MinibatchStd()
        self.out = keras.layers.Dense(1)

    def call(self, inputs, training=None):
        x = self.hidden(inputs)
        if training:
            x = jitter(x)
        return self.out(self.std(x))


def jitter(x):
    return x + tf.random.normal(tf.shape(x), stddev=0.01)


def log_cosh(y_true, y_pred):
    return K.mean(tf.math.log(tf.cosh(y_pred - y_true)), axis=-1)


keras.utils.set_random_seed(0)
x = np.random.rand(20, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = Wide(6)
model.compile(optimizer="adam", loss=log_cosh)
model.fit(x, y, batch_size=10, epochs=1, verbose=0)
print(model.predict(x, verbose=0).shape)
