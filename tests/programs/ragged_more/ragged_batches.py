"""Datasets of variable-length rows batched into ragged tensors, and functions over them."""

import tensorflow as tf


def make_row(n):
    return tf.range(n)


def lengths(batch):
    return batch.row_lengths()


def pad(batch):
    return batch.to_tensor(shape=[None, 6])


def attention_mask(batch):
    return tf.sequence_mask(batch.row_lengths(), 6)


def masked_mean(padded, mask):
    weights = tf.cast(mask, tf.float32)
    return tf.reduce_sum(tf.cast(padded, tf.float32) * weights, 1) / tf.reduce_sum(weights, 1)


@tf.function
def embed_and_sum(batch):
    table = tf.ones([10, 3])
    return reduce_rows(tf.nn.embedding_lookup(table, batch))


def reduce_rows(embedded):
    return tf.reduce_sum(embedded, axis=1)


def flat_total(values):
    return tf.reduce_sum(values)


dataset = tf.data.Dataset.from_tensor_slices([3, 1, 5, 2, 4]).map(make_row)
ragged = dataset.ragged_batch(2)
for batch in ragged:
    print(lengths(batch).shape, masked_mean(pad(batch), attention_mask(batch)).shape)
    print(embed_and_sum(batch).shape, int(flat_total(batch.flat_values)))
