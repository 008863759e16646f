"""Shapes that are only known at run time: masks, unique, where, ranges of lengths, decoded strings."""

import tensorflow as tf


def positive(values):
    return tf.boolean_mask(values, values > 0)


def positions(values):
    return tf.where(values > 0)


def summarize(values):
    return tf.reduce_sum(values)


def distinct(ids):
    unique, index = tf.unique(ids)
    return remap(unique, index)


def remap(unique, index):
    return tf.gather(unique * 2, index)


@tf.function
def process(values, ids):
    kept = positive(values)
    where = positions(values)
    return summarize(kept), tf.shape(where)[0], distinct(ids)


def parse(line):
    fields = tf.strings.split(line, ",")
    return convert(fields)


def convert(fields):
    return tf.strings.to_number(fields)


def normalise(row):
    return row / tf.reduce_max(row)


lines = tf.data.Dataset.from_tensor_slices(["1,2,3", "4,5,6,7", "8"])
rows = lines.map(parse).map(normalise)
batched = rows.padded_batch(2)


def batch_mean(batch):
    return tf.reduce_mean(batch, axis=0)


for batch in batched:
    print(batch_mean(batch).shape)
total, count, mapped = process(tf.constant([1.0, -2.0, 3.0]), tf.constant([4, 4, 5]))
print(float(total), int(count), mapped.shape)
print(summarize(positive(tf.constant([-1.0, 2.0, 5.0]))).numpy())
