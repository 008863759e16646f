import math

import tensorflow as tf

from geo3d import axis_angle, euler


def is_rotation(matrix, tolerance=1e-5):
    product = tf.matmul(matrix, matrix, transpose_b=True)
    return bool(tf.reduce_all(tf.abs(product - tf.eye(3)) < tolerance))


class RotationTest(tf.test.TestCase):
    def test_single(self):
        self.assertTrue(is_rotation(axis_angle(tf.constant([1.0, 2.0, 3.0]), tf.constant(0.3))))

    def test_batch(self):
        angles = tf.linspace(0.0, math.pi, 4)
        axes = tf.tile([[0.0, 0.0, 1.0]], [4, 1])
        self.assertEqual(axis_angle(axes, angles).shape, (4, 3, 3))

    def test_euler(self):
        self.assertTrue(is_rotation(euler(tf.constant([0.1, 0.2]))))
