"""Shapes that are unknown while tracing: None in signatures, reshape to -1, boolean masks, tf.shape arithmetic."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, None, 3], tf.float32)])
def to_gray(image):
    weights = tf.constant([0.299, 0.587, 0.114])
    gray = tf.tensordot(image, weights, axes=1)
    return pad_to_multiple(gray, 4)


def pad_to_multiple(x, multiple):
    shape = tf.shape(x)
    missing = (multiple - shape % multiple) % multiple
    return tf.pad(x, [[0, missing[0]], [0, missing[1]]])


@tf.function(input_signature=[tf.TensorSpec([None], tf.int32), tf.TensorSpec(None, tf.float32)])
def select(ids, values):
    flat = tf.reshape(values, [-1])
    chosen = tf.gather(flat, ids)
    return positives(chosen), count_rows(tf.reshape(flat, [2, -1]))


def positives(x):
    return tf.boolean_mask(x, x > 0)


def count_rows(x):
    return tf.shape(x)[0]


@tf.function(reduce_retracing=True)
def normalise_rows(x):
    return x / row_sums(x)


def row_sums(x):
    return tf.reduce_sum(x, axis=1, keepdims=True)


print(to_gray(tf.ones([5, 6, 3])).shape, to_gray(tf.ones([8, 2, 3])).shape)
chosen, rows = select(tf.constant([0, 3]), tf.reshape(tf.range(8.0), [2, 2, 2]))
print(chosen.numpy(), int(rows))
for n in (2, 3, 5):
    print(normalise_rows(tf.ones([n, 4])).shape)
