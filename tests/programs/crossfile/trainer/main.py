"""Two trainers on two datasets."""

import tensorflow as tf

from lib.tasks import Autoencoding, Regression


def log_norm(loss, gradients):
    return tf.linalg.global_norm(gradients)


def log_loss(loss, gradients):
    return float(loss)


def run():
    x = tf.random.normal([12, 4])
    y = tf.reduce_sum(x, axis=1, keepdims=True)
    regression = Regression(tf.keras.Sequential([tf.keras.layers.Dense(1)]), tf.keras.optimizers.SGD(0.1))
    regression.register(log_norm)
    print(regression.fit(tf.data.Dataset.from_tensor_slices((x, y)).batch(4), epochs=2).shape)
    auto = Autoencoding(tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(4)]), tf.keras.optimizers.Adam())
    auto.register(log_loss)
    print(auto.fit(tf.data.Dataset.from_tensor_slices({"x": x}).batch(6)).shape)


run()
