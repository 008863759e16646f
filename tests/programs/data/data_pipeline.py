"""tf.data: nested structures, windows, padding, generators, reduce, zip, ragged batches."""
import numpy as np
import tensorflow as tf


def preprocess(example):
    x = tf.cast(example["image"], tf.float32) / 255.0
    return {"image": x, "label": example["label"]}


def crop(example):
    return {**example, "image": tf.image.central_crop(example["image"], 0.5)}


def to_tuple(example):
    return example["image"], one_hot(example["label"])


def one_hot(label):
    return tf.one_hot(label, 5)


def make_window(window):
    return window.batch(4)


def split_window(window):
    return window[:-1], window[-1:]


def gen():
    for n in (3, 1, 2):
        yield list(range(n)), n


def clip(tokens, n):
    return tokens[:2], tf.cast(n, tf.float32)


def is_long(tokens, n):
    return n > 1


def add(total, x):
    return total + tf.reduce_sum(x)


def inspect(x):
    return x


def inspect_two(x, y):
    return x, y


images = np.random.randint(0, 255, (10, 8, 8, 3), dtype=np.uint8)
data = tf.data.Dataset.from_tensor_slices({"image": images, "label": np.arange(10) % 5})
data = data.map(preprocess).map(crop).map(to_tuple).batch(4)
for x, y in data:
    inspect_two(x, y)
series = tf.data.Dataset.range(10).window(4, shift=2, drop_remainder=True).flat_map(make_window).map(split_window)
for x, y in series.batch(2):
    inspect_two(x, y)
signature = (tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.int64))
tokens = tf.data.Dataset.from_generator(gen, output_signature=signature)
for t, n in tokens.map(clip).filter(is_long).padded_batch(2):
    inspect_two(t, n)
for t, n in tokens.ragged_batch(2):
    inspect_two(t, n)
inspect(tf.data.Dataset.range(5).reduce(tf.constant(0, tf.int64), add))
for i, batch in enumerate(tf.data.Dataset.range(6).batch(2, drop_remainder=True)):
    inspect(batch * i)
for i, batch in tf.data.Dataset.range(6).batch(2).enumerate():
    inspect(i)
zipped = tf.data.Dataset.zip((tf.data.Dataset.range(3), tf.data.Dataset.from_tensors(tf.ones([2])).repeat(3)))
for a, b in zipped:
    inspect_two(a, b)
first = next(iter(data))
inspect(first)
for array in tf.data.Dataset.range(3).as_numpy_iterator():
    inspect(tf.constant(array))
for t in tf.data.Dataset.from_tensor_slices(tf.ragged.constant([[1, 2], [3]])):
    inspect(t)
inspect(list(tf.data.Dataset.range(3)))
for x in tf.data.Dataset.from_tensor_slices([[1, 2], [3, 4]]).unbatch():
    inspect(x)
for key, group in [(0, d) for d in tf.data.Dataset.range(4).batch(2)]:
    inspect(group)
