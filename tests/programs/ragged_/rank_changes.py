import tensorflow as tf


def from_splits(values, splits):
    return tf.RaggedTensor.from_row_splits(values, splits)


def from_ids(values, rows, count):
    return tf.RaggedTensor.from_value_rowids(values, rows, nrows=count)


def from_padded(tensor, padding):
    return tf.RaggedTensor.from_tensor(tensor, padding=padding)


def double_nested(values, inner, outer):
    return tf.RaggedTensor.from_nested_row_lengths(values, [outer, inner])


def expand(ragged):
    return tf.expand_dims(ragged, 1)


def reduce_inner(ragged):
    return tf.reduce_sum(ragged, axis=-1)


def values_of(ragged):
    return ragged.values, ragged.flat_values


def cast(ragged, dtype):
    return tf.cast(ragged, dtype)


def add(a, b):
    return a + b


def gather_rows(ragged, rows):
    return tf.gather(ragged, rows)


def stacked(a, b):
    return tf.stack([a, b])


def range_rows(limits):
    return tf.ragged.range(limits)


def reverse_rows(ragged):
    return tf.reverse(ragged, axis=[0])


def sequence_lengths(ragged):
    return tf.cast(ragged.row_lengths(), tf.int32)


values = tf.range(6)
a = from_splits(values, [0, 2, 2, 6])
b = from_ids(tf.cast(values, tf.float32), [0, 0, 1, 3, 3, 3], 4)
print(a.shape, b.shape, from_padded(tf.constant([[1, 2, 0], [3, 0, 0]]), 0).to_list())
c = double_nested(values, [2, 1, 3], [1, 2])
print(c.shape, c.ragged_rank, reduce_inner(c).to_list(), expand(a).shape)
print([v.shape for v in values_of(c)], cast(a, tf.float64).dtype.name, add(a, 1).to_list(), add(a, a).shape)
print(gather_rows(b, [3, 0]).row_lengths().numpy(), stacked(a, a).shape, range_rows([2, 3]).to_list())
print(reverse_rows(a).to_list(), sequence_lengths(b).numpy())
