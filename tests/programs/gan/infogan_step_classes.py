from dataclasses import dataclass
from typing import Tuple

import tensorflow as tf


@dataclass
class Codes:
    noise: tf.Tensor
    category: tf.Tensor
    continuous: tf.Tensor

    def concat(self) -> tf.Tensor:
        return tf.concat([self.noise, tf.one_hot(self.category, 3), self.continuous], axis=1)


def sample_codes(batch: int) -> Codes:
    return Codes(
        noise=tf.random.normal([batch, 4]),
        category=tf.random.uniform([batch], 0, 3, dtype=tf.int32),
        continuous=tf.random.uniform([batch, 2], -1.0, 1.0),
    )


class Recognition(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.trunk = tf.keras.layers.Dense(8, activation="relu")
        self.score = tf.keras.layers.Dense(1)
        self.category = tf.keras.layers.Dense(3)
        self.mean = tf.keras.layers.Dense(2)

    def call(self, x) -> Tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        h = self.trunk(x)
        return self.score(h), self.category(h), self.mean(h)


def adversarial(score, real):
    target = tf.ones_like(score) if real else tf.zeros_like(score)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=score))


def information(codes, logits, mean):
    categorical = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=codes.category, logits=logits)
    gaussian = 0.5 * tf.reduce_sum((codes.continuous - mean) ** 2, axis=1)
    return tf.reduce_mean(categorical + gaussian)


class InfoGAN:
    def __init__(self, dim):
        self.generator = tf.keras.Sequential([tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(dim)])
        self.recognition = Recognition()
        self.optimizers = [tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-3)]

    def train_step(self, real):
        codes = sample_codes(real.shape[0])
        with tf.GradientTape(persistent=True) as tape:
            fake = self.generator(codes.concat())
            fake_score, logits, mean = self.recognition(fake)
            real_score, _, _ = self.recognition(real)
            info = information(codes, logits, mean)
            d_loss = adversarial(real_score, True) + adversarial(fake_score, False) + info
            g_loss = adversarial(fake_score, True) + info
        self.apply(tape, d_loss, self.recognition, self.optimizers[0])
        self.apply(tape, g_loss, self.generator, self.optimizers[1])
        return d_loss, g_loss

    def apply(self, tape, loss, net, optimizer):
        optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))


tf.random.set_seed(1)
gan = InfoGAN(5)
for _ in range(2):
    losses = gan.train_step(tf.random.normal([6, 5]))
print([loss.dtype.name for loss in losses])
