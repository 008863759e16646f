import tensorflow as tf


def first_and_last(x):
    return x[0], x[-1]


def every_other(x):
    return x[::2]


def drop_border(x, n):
    return x[n:-n, n:-n]


def reverse_last(x):
    return x[..., ::-1]


def channels_first(x):
    return tf.transpose(x, [0, 3, 1, 2])


def patch(x, top, left, size):
    return tf.slice(x, [top, left], [size, size])


def strided(x):
    return tf.strided_slice(x, [0, 1], [2, 4], [1, 2])


def diagonal_blocks(x, size):
    return [x[i : i + size, i : i + size] for i in range(0, x.shape[0], size)]


def insert_axes(x):
    return x[:, None, ..., None]


def take_rows(x, rows):
    return tf.gather(x, rows)


def take_pairs(x, pairs):
    return tf.gather_nd(x, pairs)


def where_rows(x, limit):
    rows = tf.where(x[:, 0] > limit)
    return tf.squeeze(rows, axis=1)


def split_heads(x, heads):
    return tf.reshape(x, x.shape[:-1] + [heads, x.shape[-1] // heads])


m = tf.reshape(tf.range(36.0), [6, 6])
a, z = first_and_last(m)
print(a.shape, every_other(m).shape, every_other(a).shape, drop_border(m, 2).shape, reverse_last(m).numpy()[0, 0])
print(channels_first(tf.ones([1, 2, 3, 4])).shape, patch(m, 1, 2, 3).shape, strided(m).shape)
print([b.shape for b in diagonal_blocks(m, 3)], insert_axes(m).shape, insert_axes(tf.ones([2, 3, 4])).shape)
print(take_rows(m, [0, 2]).shape, take_rows(m, tf.constant([[1], [2]])).shape, take_pairs(m, [[0, 1], [2, 3]]).shape)
print(where_rows(m, 10.0).dtype.name, split_heads(m, 2).shape, split_heads(tf.ones([2, 5, 8]), 4).shape)
