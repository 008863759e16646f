"""Ragged batches of token ids: lengths, means, conversions."""

import tensorflow as tf


def make_batch():
    return tf.ragged.constant([[3, 1, 4], [1], [5, 9, 2, 6], []])


def lengths(batch):
    return batch.row_lengths()


def embed(batch, table):
    return tf.nn.embedding_lookup(table, batch)


def mean_pool(embedded):
    summed = tf.reduce_sum(embedded, axis=1)
    counts = tf.cast(embedded.row_lengths(), tf.float32)[:, None]
    return tf.math.divide_no_nan(summed, counts)


def to_padded(batch, fill=-1):
    return batch.to_tensor(default_value=fill)


def drop_short(batch, minimum):
    return tf.ragged.boolean_mask(batch, tf.ones_like(batch, dtype=tf.bool)) if minimum <= 0 else keep_rows(
        batch, lengths(batch) >= minimum
    )


def keep_rows(batch, mask):
    return tf.ragged.boolean_mask(batch, mask)


def shift(values):
    return values + 1


def main():
    batch = make_batch()
    table = tf.reshape(tf.range(40, dtype=tf.float32), [10, 4])
    embedded = embed(batch, table)
    print(lengths(batch).numpy(), mean_pool(embedded).shape)
    print(to_padded(batch).shape, to_padded(drop_short(batch, 3), fill=0).shape)
    shifted = tf.ragged.map_flat_values(shift, batch)
    joined = tf.concat([batch, shifted], axis=1)
    print(lengths(joined).numpy())


main()
