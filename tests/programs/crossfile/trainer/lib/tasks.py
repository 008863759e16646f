"""Concrete trainers."""

import tensorflow as tf

from lib.base import Trainer


class Regression(Trainer):
    def loss(self, batch):
        x, y = batch
        return self.error(y, self.model(x))

    def error(self, y, prediction):
        return tf.reduce_mean(tf.square(y - prediction))


class Autoencoding(Trainer):
    def loss(self, batch):
        return tf.reduce_mean(tf.abs(batch["x"] - self.model(self.corrupt(batch["x"]))))

    def corrupt(self, x):
        return x + 0.1 * tf.random.normal(tf.shape(x))
