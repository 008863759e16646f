"""Layers whose activation comes from a library that the analysis does not know."""

import importlib

import tensorflow as tf

settings = importlib.import_module("json").loads('{"act": "relu", "units": 3}')


class Block(tf.keras.layers.Layer):
    def __init__(self, config):
        super().__init__()
        self.first = tf.keras.layers.Dense(4, activation=config["act"])
        self.second = tf.keras.layers.Conv1D(5, 3, padding="same", activation=config.get("act"))
        self.act = tf.keras.layers.Activation(config["act"])

    def call(self, inputs):
        return finish(self.act(self.second(widen(self.first(inputs)))))


def widen(x):
    return x * 2.0


def finish(x):
    return tf.reduce_mean(x, axis=1)


Block(settings)(tf.ones([2, 6, 3]))
inputs = tf.keras.Input([7, 3])
model = tf.keras.Model(inputs, Block(settings)(tf.keras.layers.Dense(8, activation=settings["act"])(inputs)))
widen(model(tf.ones([2, 7, 3])))
