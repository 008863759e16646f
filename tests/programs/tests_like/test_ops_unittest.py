"""Unit tests of small tensor helpers in unittest style."""

import unittest

import numpy as np
import tensorflow as tf


def moving_average(values, window):
    kernel = tf.ones([window, 1, 1]) / tf.cast(window, tf.float32)
    result = tf.nn.conv1d(values[None, :, None], kernel, stride=1, padding="VALID")
    return tf.reshape(result, [-1])


def safe_divide(a, b):
    tf.debugging.assert_equal(tf.shape(a), tf.shape(b))
    return tf.math.divide_no_nan(a, b)


def one_hot_encode(labels, depth):
    if depth <= 0:
        raise ValueError("depth must be positive")
    return tf.one_hot(labels, depth)


class HelpersTest(tf.test.TestCase):
    def setUp(self):
        super().setUp()
        self.values = tf.constant([1.0, 2.0, 3.0, 4.0])

    def check(self, actual, expected):
        self.assertAllClose(actual, expected)

    def test_moving_average(self):
        self.check(moving_average(self.values, 2), [1.5, 2.5, 3.5])

    def test_safe_divide(self):
        self.check(safe_divide(self.values, tf.constant([1.0, 0.0, 2.0, 4.0])), [1.0, 0.0, 1.5, 1.0])

    def test_shape_mismatch(self):
        with self.assertRaises((ValueError, tf.errors.InvalidArgumentError)):
            safe_divide(self.values, tf.constant([1, 2]))

    def test_one_hot(self):
        encoded = one_hot_encode(np.array([0, 2]), 3)
        self.assertEqual(encoded.shape, (2, 3))
        with self.assertRaises(ValueError):
            one_hot_encode("labels", 0)


if __name__ == "__main__":
    unittest.main()
