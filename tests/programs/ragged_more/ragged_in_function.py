"""Ragged arguments of compiled functions, with and without a ragged signature."""

import tensorflow as tf


@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.float32)])
def normalise(rows):
    peak = row_max(rows)
    return rows / tf.expand_dims(peak, 1)


def row_max(rows):
    return tf.reduce_max(rows, axis=1)


@tf.function
def pairs(rows):
    return cross(rows, rows.row_lengths())


def cross(rows, lengths):
    return tf.reduce_sum(rows, axis=1) * tf.cast(lengths, tf.float32)


@tf.function
def split_tokens(lines):
    return count(tf.strings.split(lines))


def count(tokens):
    return tf.cast(tokens.row_lengths(), tf.int32)


def total(values):
    return tf.reduce_sum(values)


a = tf.ragged.constant([[1.0, 2.0], [4.0]])
b = tf.ragged.constant([[3.0], [1.0, 5.0, 2.0], [2.0]])
for rows in (a, b):
    print(normalise(rows).shape, total(pairs(rows)).shape)
print(total(split_tokens(tf.constant(["a b", "c d e"]))).numpy())
