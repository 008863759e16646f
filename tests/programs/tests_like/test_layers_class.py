"""Test classes with setup_method and helper assertions in pytest style."""

import numpy as np
import pytest
import tensorflow as tf


class ScaledDense(tf.keras.layers.Layer):
    def __init__(self, units, scale=1.0):
        super().__init__()
        if units <= 0:
            raise ValueError("units")
        self.units = units
        self.scale = scale

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones")

    def call(self, x):
        return scaled_matmul(x, self.w, self.scale)


def scaled_matmul(x, w, scale):
    return scale * tf.matmul(x, w)


def assert_shape(tensor, *shape):
    assert tuple(tensor.shape) == shape


class TestScaledDense:
    def setup_method(self):
        self.layer = ScaledDense(3, scale=2.0)

    def test_output(self):
        out = self.layer(tf.ones([2, 4]))
        assert_shape(out, 2, 3)
        np.testing.assert_allclose(out, 8.0)

    @pytest.mark.parametrize("batch", [1, 5])
    def test_batches(self, batch):
        assert_shape(self.layer(np.ones((batch, 4), np.float32)), batch, 3)

    def test_gradient(self):
        x = tf.ones([1, 2])
        self.layer(x)
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(self.layer(x))
        assert_shape(tape.gradient(loss, self.layer.w), 2, 3)

    def test_invalid(self):
        with pytest.raises(ValueError, match="units"):
            ScaledDense(0)


def test_matmul_helper():
    assert_shape(scaled_matmul(tf.eye(2), tf.ones([2, 5]), 0.5), 2, 5)
