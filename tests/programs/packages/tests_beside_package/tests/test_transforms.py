import tensorflow as tf

from geo3d import points


class PointsTest(tf.test.TestCase):
    def setUp(self):
        super().setUp()
        self.cloud = tf.constant([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

    def test_identity(self):
        self.assertAllClose(points.transform(tf.eye(3), self.cloud), self.cloud)

    def test_centroid(self):
        self.assertAllClose(points.centroid(self.cloud), [1 / 3, 1 / 3, 0.0])
        self.assertEqual(points.centroid(self.cloud[None]).shape, (1, 3))

    def test_chamfer(self):
        self.assertAllClose(points.chamfer(self.cloud, self.cloud), 0.0)
