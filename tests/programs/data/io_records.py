"""tf.train.Example round trip, parsing specs, images decoded from bytes, tensors serialised."""
import os
import tempfile

import tensorflow as tf


def bytes_feature(value):
    if isinstance(value, type(tf.constant(0))):
        value = value.numpy()
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def int64_feature(value):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))


def encode(image):
    return tf.io.encode_png(image)


def example(image, label):
    feature = {"image": bytes_feature(encode(image)), "label": int64_feature(label), "raw": bytes_feature(tf.io.serialize_tensor(image))}
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


DESCRIPTION = {
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64, default_value=0),
    "raw": tf.io.FixedLenFeature([], tf.string),
    "tags": tf.io.VarLenFeature(tf.int64),
}


def parse(record):
    return unpack(tf.io.parse_single_example(record, DESCRIPTION))


def unpack(parsed):
    image = decode(parsed["image"])
    raw = tf.io.parse_tensor(parsed["raw"], tf.uint8)
    return prepare(image), prepare(tf.ensure_shape(raw, [6, 6, 3])), parsed["label"]


def decode(data):
    image = tf.io.decode_png(data, channels=3)
    image.set_shape([6, 6, 3])
    return image


def prepare(image):
    return tf.image.convert_image_dtype(image, tf.float32)


def consume(image, raw, label):
    return tf.reduce_mean(image - raw, axis=[1, 2]), label


path = os.path.join(tempfile.mkdtemp(), "data.tfrecord")
with tf.io.TFRecordWriter(path) as writer:
    for i in range(5):
        writer.write(example(tf.cast(tf.random.uniform([6, 6, 3], 0, 255, tf.int32), tf.uint8), i))
dataset = tf.data.TFRecordDataset([path]).map(parse).batch(2)
for image, raw, label in dataset:
    consume(image, raw, label)


def column(name, value):
    return tf.strings.length(value) if name == "image" else value


batch = next(iter(tf.data.TFRecordDataset(path).batch(3)))
parsed = tf.io.parse_example(batch, DESCRIPTION)
for name in ("image", "label", "tags"):
    column(name, parsed[name])
text = os.path.join(tempfile.mkdtemp(), "lines.txt")
tf.io.write_file(text, "1 2 3\n4 5 6\n")


def tokens(line):
    return tf.strings.to_number(tf.strings.split(line), tf.int32)


def add_up(x):
    return tf.reduce_sum(x)


for row in tf.data.TextLineDataset(text).map(tokens):
    add_up(row)
content = tf.io.read_file(text)


def lines_of(content):
    return tf.strings.split(content, "\n")


lines_of(content)
