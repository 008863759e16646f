"""absl-style parameterised tests and tf.test helpers, run by unittest."""

import itertools
import unittest

import numpy as np
import tensorflow as tf


def pool(x, size, kind):
    if kind not in ("max", "avg"):
        raise ValueError(f"unknown kind {kind}")
    function = tf.nn.max_pool2d if kind == "max" else tf.nn.avg_pool2d
    return function(x, size, size, padding="SAME")


def reference_pool(x, size, kind):
    n, h, w, c = x.shape
    blocks = x.reshape(n, h // size, size, w // size, size, c)
    return blocks.max(axis=(2, 4)) if kind == "max" else blocks.mean(axis=(2, 4))


def normalize(v, axis=-1):
    return tf.math.l2_normalize(v, axis=axis)


class PoolTest(tf.test.TestCase):
    CASES = list(itertools.product([1, 2], ["max", "avg"], [tf.float32, tf.float64]))

    def random_input(self, dtype):
        rng = np.random.RandomState(0)
        return rng.normal(size=(2, 4, 4, 3)).astype(dtype.as_numpy_dtype)

    def test_against_reference(self):
        for size, kind, dtype in self.CASES:
            x = self.random_input(dtype)
            self.assertAllClose(pool(x, size, kind), reference_pool(x, size, kind))

    def test_tensor_input(self):
        x = tf.constant(self.random_input(tf.float32))
        self.assertShapeEqual(np.zeros((2, 2, 2, 3), np.float32), pool(x, 2, "max"))

    def test_unknown_kind(self):
        with self.assertRaisesRegex(ValueError, "unknown kind"):
            pool(tf.zeros([1, 2, 2, 1]), 2, "median")

    def test_gradients(self):
        theoretical, numerical = tf.test.compute_gradient(normalize, [tf.constant([3.0, 4.0])])
        self.assertAllClose(theoretical, numerical, atol=1e-2)


if __name__ == "__main__":
    unittest.main(verbosity=0)
