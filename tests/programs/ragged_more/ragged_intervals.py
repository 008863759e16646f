"""Intervals per recording: clipping, durations, merging and conversion."""

import tensorflow as tf


def from_lengths(values, lengths):
    return tf.RaggedTensor.from_row_lengths(values, lengths)


def durations(starts, ends):
    return ends - starts


def clip(times, limit):
    return tf.minimum(times, limit)


def total_per_recording(lengths):
    return tf.reduce_sum(lengths, axis=1)


def longest(lengths):
    return tf.reduce_max(lengths)


def select(times, keep):
    return tf.ragged.boolean_mask(times, keep)


def as_matrix(times):
    return times.to_tensor(default_value=-1.0)


def normalise(lengths, totals):
    return lengths / tf.expand_dims(totals, 1)


counts = tf.constant([2, 0, 3])
starts = from_lengths(tf.constant([0.0, 2.0, 1.0, 3.0, 5.0]), counts)
ends = clip(from_lengths(tf.constant([1.0, 3.5, 2.0, 4.0, 9.0]), counts), 6.0)
lengths = durations(starts, ends)
totals = total_per_recording(lengths)
print(totals.shape, float(longest(lengths)), normalise(lengths, totals).shape)
print(as_matrix(select(starts, lengths > 1.0)).shape)
for row in lengths:
    print(longest(row).shape)
