"""Tests of tensor helpers: unittest, tf.test.TestCase, subTest, setUp."""
import unittest

import numpy as np
import tensorflow as tf


def center(x):
    return x - tf.reduce_mean(x, axis=0)


def covariance(x):
    c = center(x)
    return tf.matmul(c, c, transpose_a=True) / tf.cast(tf.shape(x)[0] - 1, x.dtype)


def whiten(x, eps=1e-3):
    s, u, _ = tf.linalg.svd(covariance(x))
    return project(center(x), u) / tf.sqrt(s + eps)


def project(x, basis):
    return tf.matmul(x, basis)


def pairwise(a, b):
    return tf.norm(a[:, None] - b[None], axis=-1)


def nearest(a, b):
    return tf.argmin(pairwise(a, b), axis=1)


class TestWhiten(tf.test.TestCase):
    def setUp(self):
        super().setUp()
        self.x = tf.random.stateless_normal([50, 3], seed=[1, 2])

    def test_center(self):
        self.assertAllClose(tf.reduce_mean(center(self.x), 0), [0, 0, 0], atol=1e-5)

    def test_cov(self):
        self.check(covariance(whiten(self.x)), tf.eye(3))

    def check(self, value, expected):
        self.assertAllClose(value, expected, atol=0.2)

    def test_wrong(self):
        with self.assertRaises(Exception):
            project(tf.ones([2, 3]), tf.ones([2, 3]))


class TestPairs(unittest.TestCase):
    def test_shapes(self):
        for n, m in [(2, 3), (4, 1)]:
            with self.subTest(n=n):
                a, b = tf.random.normal([n, 2]), tf.random.normal([m, 2])
                self.assertEqual(pairwise(a, b).shape, (n, m))
                self.assertEqual(nearest(a, b).dtype, tf.int64)

    def test_array(self):
        d = pairwise(np.eye(2, dtype=np.float32), tf.zeros([1, 2]))
        self.assertTrue(np.allclose(d, 1.0))


if __name__ == "__main__":
    tf.test.main()
