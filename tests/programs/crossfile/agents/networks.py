"""Small networks."""

import tensorflow as tf


def mlp(sizes, activation="tanh"):
    return tf.keras.Sequential([tf.keras.layers.Dense(s, activation=activation) for s in sizes])


class GaussianPolicy(tf.keras.Model):
    def __init__(self, actions):
        super().__init__()
        self.body = mlp([8, 8])
        self.mean = tf.keras.layers.Dense(actions)
        self.log_std = self.add_weight(shape=(actions,), initializer="zeros", name="log_std")

    def call(self, observations):
        return self.mean(self.body(observations)), self.log_std

    def log_prob(self, observations, actions):
        mean, log_std = self(observations)
        return gaussian_log_prob(actions, mean, log_std)


def gaussian_log_prob(x, mean, log_std):
    z = (x - mean) / tf.exp(log_std)
    return tf.reduce_sum(-0.5 * z**2 - log_std, axis=-1)
