import os
import tempfile
import unittest

import numpy as np
import tensorflow as tf


def write_records(path, rows):
    with tf.io.TFRecordWriter(path) as writer:
        for row in rows:
            writer.write(tf.io.serialize_tensor(row).numpy())


def read_records(path, dtype, shape):
    def parse(record):
        return tf.ensure_shape(tf.io.parse_tensor(record, dtype), shape)

    return tf.data.TFRecordDataset(path).map(parse)


def sliding(dataset, size):
    return dataset.window(size, 1, drop_remainder=True).flat_map(lambda w: w.batch(size))


def stack(dataset):
    return tf.stack(list(dataset))


class RecordsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.path = os.path.join(cls.folder, "rows.tfrecord")
        cls.rows = np.arange(12, dtype=np.float32).reshape(4, 3)
        write_records(cls.path, [tf.constant(row) for row in cls.rows])

    def assert_equal(self, actual, expected):
        np.testing.assert_array_equal(np.asarray(actual), expected)

    def test_round_trip(self):
        self.assert_equal(stack(read_records(self.path, tf.float32, [3])), self.rows)

    def test_wrong_dtype(self):
        with self.assertRaises(tf.errors.InvalidArgumentError):
            stack(read_records(self.path, tf.int32, [3]))

    def test_sliding(self):
        windows = list(sliding(read_records(self.path, tf.float32, [3]), 2))
        self.assertEqual(len(windows), 3)
        self.assert_equal(windows[0], self.rows[:2])

    def test_subtests(self):
        for size in (1, 4):
            with self.subTest(size=size):
                self.assertEqual(stack(sliding(tf.data.Dataset.range(4), size)).shape[1], size)


if __name__ == "__main__":
    unittest.main(verbosity=0)
