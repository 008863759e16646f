"""Tests in pytest style, with fixtures and parametrisation."""

import numpy as np
import pytest
import tensorflow as tf


def smooth_l1(pred, target, delta=1.0):
    error = tf.abs(pred - target)
    quadratic = tf.minimum(error, delta)
    return 0.5 * quadratic**2 + delta * (error - quadratic)


def masked_mean(values, mask):
    mask = tf.cast(mask, values.dtype)
    return tf.reduce_sum(values * mask) / tf.maximum(tf.reduce_sum(mask), 1.0)


@pytest.fixture
def predictions():
    return tf.constant([[0.0, 1.0], [2.0, 3.0]])


@pytest.fixture(params=[tf.float32, tf.float64])
def dtype(request):
    return request.param


def test_zero_for_equal(predictions):
    assert float(tf.reduce_sum(smooth_l1(predictions, predictions))) == 0.0


@pytest.mark.parametrize("delta,expected", [(1.0, 1.5), (2.0, 2.0)])
def test_delta(delta, expected):
    value = smooth_l1(tf.constant(2.0), tf.constant(0.0), delta=delta)
    np.testing.assert_allclose(value.numpy(), expected)


def test_masked_mean(dtype):
    values = tf.constant([1.0, 2.0, 30.0], dtype=dtype)
    check_close(masked_mean(values, tf.constant([True, True, False])), 1.5)


def check_close(actual, expected, tolerance=1e-6):
    assert abs(float(actual) - expected) < tolerance


class TestShapes:
    @pytest.mark.parametrize("shape", [(3,), (2, 3)])
    def test_keeps_shape(self, shape):
        x = tf.zeros(shape)
        assert smooth_l1(x, x + 1).shape == shape

    def test_bad_types(self):
        with pytest.raises(tf.errors.UnimplementedError):
            masked_mean(tf.zeros([2]), tf.constant(["a", "b"]))
