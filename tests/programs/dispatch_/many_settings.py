"""A base layer that keeps a dozen keywords as attributes, each under its own name."""

import tensorflow as tf

OF_KERAS = {"name", "dtype", "trainable"}


class Base(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**{key: value for key, value in kwargs.items() if key in OF_KERAS})
        self.keys = []
        for key in kwargs:
            if key not in OF_KERAS:
                value = kwargs[key]
                self.keys.append(key)
                setattr(self, key, read(key, value))


def read(key, value):
    if key.endswith("_initializer"):
        return tf.keras.initializers.get(value)
    if key == "activation":
        return tf.keras.activations.get(value)
    return value


class Mixing(Base):
    def __init__(
        self,
        channels,
        activation=None,
        use_bias=True,
        use_skip=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        skip_initializer="ones",
        steps=2,
        scale=0.5,
        offset=None,
        mode="sum",
        **kwargs,
    ):
        super().__init__(
            activation=activation,
            use_bias=use_bias,
            use_skip=use_skip,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            skip_initializer=skip_initializer,
            steps=steps,
            scale=scale,
            offset=offset,
            mode=mode,
            **kwargs,
        )
        self.channels = channels

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.channels), initializer=self.kernel_initializer)
        self.bias = self.add_weight(shape=(self.channels,), initializer=self.bias_initializer)

    def call(self, inputs):
        output = add_bias(tf.matmul(inputs, self.kernel), self.bias, self.use_bias)
        return rescale(self.activation(output), self.scale, self.offset)


def add_bias(values, bias, use_bias):
    return values + bias if use_bias else values


def rescale(values, scale, offset):
    values = values * scale
    return values if offset is None else values + offset


first = Mixing(6, activation="relu", name="first")
second = Mixing(2, use_bias=False, offset=tf.constant(1.0), name="second")
rescale(second(first(tf.ones([4, 3]))), 1.0, None)
