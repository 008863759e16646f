"""Layers whose constructor puts a wrapper in the place of their own `call`."""

from functools import wraps

import tensorflow as tf


def checked(call):
    @wraps(call)
    def inner(inputs, **kwargs):
        return call(as_floats(inputs), **kwargs)

    return inner


def as_floats(inputs):
    return [tf.cast(value, tf.float32) for value in inputs]


class Convolution(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in ("name", "dtype")})
        for key in kwargs:
            if key not in ("name", "dtype"):
                setattr(self, key, setting(key, kwargs[key]))
        self.call = checked(self.call)

    def call(self, inputs):
        raise NotImplementedError


def setting(key, value):
    return tf.keras.activations.get(value) if key == "activation" else value


class Graph(Convolution):
    def __init__(self, channels, activation=None, use_bias=True, **kwargs):
        super().__init__(activation=activation, use_bias=use_bias, **kwargs)
        self.channels = channels

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[0][-1], self.channels), name="kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.channels,), name="bias")

    def call(self, inputs):
        features, adjacency = inputs
        output = propagate(adjacency, tf.matmul(features, self.kernel))
        if self.use_bias:
            output = output + self.bias
        return self.activation(output)


def propagate(adjacency, features):
    return tf.matmul(adjacency, features)


def pool(features):
    return tf.reduce_mean(features, axis=0)


layer = Graph(7, activation="relu")
adjacency = tf.ones([5, 5])
hidden = layer([tf.ones([5, 3]), adjacency])
pool(hidden)
pool(Graph(4, use_bias=False, name="second")([hidden, adjacency]))
