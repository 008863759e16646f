"""Capsule routing with einsum, squash and agreement."""

import tensorflow as tf


def squash(s, axis=-1):
    squared = tf.reduce_sum(s**2, axis=axis, keepdims=True)
    return squared / (1.0 + squared) * s / tf.sqrt(squared + 1e-8)


class Routing(tf.keras.layers.Layer):
    def __init__(self, capsules, dim, rounds=2):
        super().__init__()
        self.capsules, self.dim, self.rounds = capsules, dim, rounds

    def build(self, shape):
        self.w = self.add_weight(shape=(self.capsules, shape[1], self.dim, shape[2]), name="w")

    def predictions(self, u):
        return tf.einsum("jidk,bik->bjid", self.w, u)

    def call(self, u):
        u_hat = self.predictions(u)
        logits = tf.zeros(tf.shape(u_hat)[:-1])
        for r in range(self.rounds):
            coupling = tf.nn.softmax(logits, axis=1)
            v = squash(weighted(coupling, u_hat))
            if r < self.rounds - 1:
                logits += agreement(v, u_hat)
        return v


def weighted(coupling, u_hat):
    return tf.einsum("bji,bjid->bjd", coupling, u_hat)


def agreement(v, u_hat):
    return tf.einsum("bjd,bjid->bji", v, u_hat)


def margin_loss(labels, v, m_plus=0.9, m_minus=0.1):
    length = tf.norm(v, axis=-1)
    present = labels * tf.maximum(0.0, m_plus - length) ** 2
    absent = (1 - labels) * tf.maximum(0.0, length - m_minus) ** 2
    return tf.reduce_mean(tf.reduce_sum(present + 0.5 * absent, axis=1))


tf.random.set_seed(0)
primary = squash(tf.random.normal([2, 6, 4]))
v = Routing(3, 5)(primary)
print(v.shape, margin_loss(tf.one_hot([0, 2], 3), v).shape)
