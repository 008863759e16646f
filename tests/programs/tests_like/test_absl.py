from absl.testing import parameterized
import tensorflow as tf


def pad_to(x, length):
    return tf.pad(x, [[0, length - tf.shape(x)[0]]])


def clip(x, low, high):
    return tf.clip_by_value(x, low, high)


def reduce(x, how):
    return getattr(tf, "reduce_" + how)(x)


class OpsTest(parameterized.TestCase, tf.test.TestCase):
    @parameterized.parameters((2, 5), (3, 4))
    def test_pad(self, n, length):
        self.assertEqual(pad_to(tf.ones([n]), length).shape[0], length)

    @parameterized.named_parameters(("ints", tf.int32), ("floats", tf.float32))
    def test_clip(self, dtype):
        x = tf.cast(tf.range(5), dtype)
        self.assertAllInRange(clip(x, tf.cast(1, dtype), tf.cast(3, dtype)), 1, 3)

    @parameterized.named_parameters(
        dict(testcase_name="sum", how="sum", shape=[2]),
        dict(testcase_name="mean", how="mean", shape=[2, 2]),
    )
    def test_reduce(self, how, shape):
        self.assertAllClose(reduce(tf.zeros(shape), how), 0.0)

    @parameterized.parameters("max", "min")
    def test_single(self, how):
        reduce(tf.ones([3, 1], tf.int64), how)


if __name__ == "__main__":
    tf.test.main()
