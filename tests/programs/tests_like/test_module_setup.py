import contextlib
import unittest
from unittest import mock

import numpy as np
import tensorflow as tf


class Normalizer:
    def __init__(self, axis=0):
        self.axis = axis
        self.mean = self.std = None

    def fit(self, x):
        self.mean = tf.reduce_mean(x, axis=self.axis)
        self.std = tf.math.reduce_std(x, axis=self.axis)
        return self

    def transform(self, x):
        if self.mean is None:
            raise RuntimeError("fit first")
        return (x - self.mean) / self.std

    def fit_transform(self, x):
        return self.fit(x).transform(x)


def loss_with(metric, y, p):
    return tf.reduce_mean(metric(y, p))


@contextlib.contextmanager
def seeded(seed):
    tf.random.set_seed(seed)
    yield tf.random.Generator.from_seed(seed)


class NormalizerTest(unittest.TestCase):
    def make(self, *shape):
        with seeded(1) as generator:
            return generator.normal(shape)

    def assertStandard(self, z, places=4):
        self.assertAlmostEqual(float(tf.reduce_mean(z)), 0.0, places=places)
        self.assertAlmostEqual(float(tf.math.reduce_std(z)), 1.0, places=1)

    def test_matrix(self):
        self.assertStandard(Normalizer().fit_transform(self.make(50, 2)))

    def test_vector_and_numpy(self):
        self.assertStandard(Normalizer().fit_transform(self.make(30)))
        self.assertStandard(Normalizer().fit_transform(np.arange(10.0)))

    def test_not_fitted(self):
        with self.assertRaises(RuntimeError):
            Normalizer().transform(self.make(3))

    def test_mocked_metric(self):
        metric = mock.Mock(return_value=tf.constant([1.0, 3.0]))
        self.assertEqual(float(loss_with(metric, tf.zeros([2]), tf.ones([2]))), 2.0)
        metric.assert_called_once()

    def test_real_metric(self):
        self.assertEqual(float(loss_with(tf.math.squared_difference, tf.zeros([2]), tf.ones([2]))), 1.0)


if __name__ == "__main__":
    unittest.main(verbosity=0)
