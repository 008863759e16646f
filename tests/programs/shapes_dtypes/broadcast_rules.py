import tensorflow as tf


def outer_difference(a, b):
    return a[:, tf.newaxis] - b[tf.newaxis, :]


def batch_outer(a, b):
    return a[..., :, None] * b[..., None, :]


def add_bias(x, bias):
    return x + bias


def scale_channels(x, scale):
    return x * tf.reshape(scale, [1] * (x.shape.rank - 1) + [-1])


def broadcast_together(*tensors):
    shape = tensors[0].shape
    for t in tensors[1:]:
        shape = tf.broadcast_static_shape(shape, t.shape)
    return [tf.broadcast_to(t, shape) for t in tensors]


def pairwise_max(a, b):
    return tf.maximum(a[:, None], b)


def standard_scores(x, axis):
    mean = tf.reduce_mean(x, axis=axis, keepdims=True)
    return (x - mean) / tf.math.reduce_std(x, axis=axis, keepdims=True)


def compare(x, threshold):
    return x > threshold


def select(mask, a, b):
    return tf.where(mask, a, b)


def tile_like(x, n):
    return tf.tile(x[None], [n] + [1] * x.shape.rank)


def stack_mixed(values):
    return tf.stack([tf.cast(v, tf.float32) for v in values])


row, column = tf.range(3.0), tf.range(4.0)
print(outer_difference(row, column).shape, batch_outer(row, column).shape, batch_outer(tf.ones([2, 3]), tf.ones([2, 5])).shape)
print(add_bias(tf.ones([2, 3]), row).shape, add_bias(tf.ones([2, 3]), 1.0).shape, add_bias(row, tf.constant(2.0)).shape)
print(scale_channels(tf.ones([2, 4, 4, 3]), row).shape, scale_channels(tf.ones([5, 3]), row).shape)
print([t.shape for t in broadcast_together(tf.ones([3, 1]), column, tf.constant(1.0))])
print(pairwise_max(row, column).shape, standard_scores(tf.random.stateless_normal([4, 3], [0, 0]), 0).shape)
mask = compare(tf.ones([2, 3]), row)
print(select(mask, row, tf.zeros([2, 1])).shape, compare(row, 1).dtype.name, tile_like(row, 2).shape, tile_like(mask, 3).shape)
print(stack_mixed([1, 2.5, tf.constant(3), tf.constant(True)]).shape)
