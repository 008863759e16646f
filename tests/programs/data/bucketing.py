"""Variable-length sequences: buckets, padding, ragged batches."""

import tensorflow as tf

DATA = [[1, 2, 3], [4, 5], [6], [7, 8, 9, 10], [11, 12, 13, 14, 15], [16]]


def generate():
    yield from DATA


def length_of(sequence):
    return tf.shape(sequence)[0]


def add_target(sequence):
    return sequence, tf.reduce_sum(sequence)


def pad_batches(dataset, size):
    return dataset.padded_batch(size, padded_shapes=([None], []), padding_values=(-1, 0))


def bucket(dataset):
    return dataset.bucket_by_sequence_length(
        element_length_func=length_of, bucket_boundaries=[3, 5], bucket_batch_sizes=[2, 2, 2]
    )


def mask_of(batch, fill=-1):
    return tf.cast(tf.not_equal(batch, fill), tf.float32)


def mean_of(batch, mask):
    return tf.reduce_sum(tf.cast(batch, tf.float32) * mask) / tf.reduce_sum(mask)


def ragged_lengths(batch):
    return batch.row_lengths()


dataset = tf.data.Dataset.from_generator(generate, output_signature=tf.TensorSpec([None], tf.int32))
for tokens, totals in pad_batches(dataset.map(add_target), 4):
    mask = mask_of(tokens)
    print(tokens.shape, totals.shape, mean_of(tokens, mask).shape)
for tokens in bucket(dataset):
    print("bucket", tokens.shape)
for batch in dataset.ragged_batch(3):
    print("ragged", ragged_lengths(batch).numpy())
