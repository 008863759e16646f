"""Write and read TFRecord files with tf.train.Example and sequence examples."""

import os
import tempfile

import numpy as np
import tensorflow as tf


def _bytes_feature(value):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def _float_feature(values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def _int64_feature(value):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))


def serialize(index, vector, name):
    feature = {
        "index": _int64_feature(index),
        "vector": _float_feature(vector),
        "name": _bytes_feature(name.encode()),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


FEATURES = {
    "index": tf.io.FixedLenFeature([], tf.int64),
    "vector": tf.io.FixedLenFeature([4], tf.float32),
    "name": tf.io.FixedLenFeature([], tf.string, default_value=""),
}


def parse(record):
    return tf.io.parse_single_example(record, FEATURES)


def select(example):
    return normalise(example["vector"]), tf.cast(example["index"], tf.int32)


def normalise(vector):
    return vector / tf.norm(vector)


def write(path, count):
    rng = np.random.RandomState(0)
    with tf.io.TFRecordWriter(path) as writer:
        for index in range(count):
            writer.write(serialize(index, rng.rand(4).tolist(), f"item{index}"))


def summarize(vectors, indices):
    return tf.reduce_mean(vectors, axis=0), tf.reduce_max(indices)


path = os.path.join(tempfile.mkdtemp(), "data.tfrecord")
write(path, 10)
dataset = tf.data.TFRecordDataset([path]).map(parse)
for vectors, indices in dataset.map(select).batch(4):
    mean, highest = summarize(vectors, indices)
    print(mean.shape, int(highest))
names = [example["name"].numpy().decode() for example in dataset.take(2)]
print(names)
