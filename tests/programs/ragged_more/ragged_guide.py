"""The ragged tensor guide: constructors, ops, conversion, indexing, nesting."""
import math

import tensorflow as tf


def f(x):
    return x


def g(x, y):
    return x + y


def mean_row(x):
    return tf.reduce_mean(x, axis=1)


def total(x):
    return tf.reduce_sum(x)


def show_values(x):
    return x.values


def show_splits(x):
    return x.row_splits


digits = tf.ragged.constant([[3, 1, 4, 1], [], [5, 9, 2], [6], []])
words = tf.ragged.constant([["So", "long"], ["thanks", "for", "all", "the", "fish"]])
f(digits)
f(words)
f(mean_row(tf.cast(digits, tf.float32)))
f(total(digits))
f(tf.concat([digits, [[5, 3]] * 5], axis=1))
f(tf.tile(digits, [1, 2]))
f(tf.strings.substr(words, 0, 2))
f(tf.map_fn(tf.math.square, digits))
f(digits[0])
f(digits[:, :2])
f(digits[:, -2:])
g(digits, 3)
g(digits, tf.ragged.constant([[1, 2, 3, 4], [], [5, 6, 7], [8], []]))
f(digits.to_tensor())
f(digits.to_sparse())
f(tf.RaggedTensor.from_tensor([[1, 3, 0, 0], [2, 0, 0, 0], [4, 5, 8, 9]], padding=0))
f(tf.RaggedTensor.from_value_rowids(values=[3, 1, 4, 1, 5, 9, 2], value_rowids=[0, 0, 0, 0, 2, 2, 3]))
f(tf.RaggedTensor.from_row_lengths(values=[3, 1, 4, 1, 5, 9, 2], row_lengths=[4, 0, 2, 1]))
f(tf.RaggedTensor.from_row_splits(values=[3, 1, 4, 1, 5, 9, 2], row_splits=[0, 4, 4, 6, 7]))
f(tf.RaggedTensor.from_row_starts(values=[3, 1, 4], row_starts=[0, 0, 2]))
f(tf.RaggedTensor.from_row_limits(values=[3, 1, 4], row_limits=[0, 2, 3]))
f(tf.RaggedTensor.from_uniform_row_length([1, 2, 3, 4, 5, 6], 2))
f(show_values(digits))
f(show_splits(digits))
nested = tf.ragged.constant([[[1, 2], [3]], [[4, 5, 6]]])
f(nested)
f(nested.flat_values)
f(nested.values)
f(nested.bounding_shape())
f(nested.row_lengths(axis=1))
f(nested.row_lengths(axis=2))
f(nested.to_tensor())
f(nested.merge_dims(0, 1))
f(nested[0])
f(tf.reduce_sum(nested, axis=2))
f(tf.reduce_sum(nested, axis=1))
embeddings = tf.Variable(tf.random.truncated_normal([16, 4], stddev=1.0 / math.sqrt(4)))
word_embeddings = tf.nn.embedding_lookup(embeddings, digits)
f(word_embeddings)
f(mean_row(word_embeddings))
f(word_embeddings.to_tensor())
f(tf.expand_dims(digits, 0))
f(tf.expand_dims(digits, 2))
f(tf.ragged.boolean_mask(digits, digits > 2))
f(tf.where(digits > 2, digits, 0))
f(tf.gather(digits, [2, 0]))
f(tf.gather(digits, [[0], [2]]))
f(tf.stack([digits, digits]))
f(tf.sort(digits) if False else digits)
f(tf.reduce_max(digits, axis=0))
f(tf.size(digits))
f(tf.rank(digits))
f(tf.ones_like(digits))
f(tf.zeros_like(digits, dtype=tf.float32))
f(tf.equal(digits, 1))
f(digits == tf.constant(1))
f(tf.ragged.constant([[[1, 3], [0, 0]], [[2, 4]]], ragged_rank=1))
f(tf.ragged.constant([[(1, 2)], [(3, 4), (5, 6)]], inner_shape=(2,)))
for row in digits:
    f(row)
