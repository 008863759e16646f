import tensorflow as tf


def matmul_any(a, b):
    """Vector-vector, matrix-vector, matrix-matrix, with batches."""
    if a.shape.rank == 1 and b.shape.rank == 1:
        return tf.tensordot(a, b, 1)
    if b.shape.rank == 1:
        return tf.linalg.matvec(a, b)
    return tf.matmul(a, b)


def outer(a, b):
    return tf.tensordot(a, b, axes=0)


def expand_like(x, like):
    for _ in range(like.shape.rank - x.shape.rank):
        x = x[..., tf.newaxis]
    return x


def masked_mean(x, mask):
    weights = tf.cast(expand_like(mask, x), x.dtype) * tf.ones_like(x)
    return tf.reduce_sum(x * weights) / tf.reduce_sum(weights)


def flatten_batch(x, keep=1):
    lead = tf.reduce_prod(tf.shape(x)[:-keep])
    return tf.reshape(x, tf.concat([[lead], tf.shape(x)[-keep:]], axis=0))


def squeeze_all(x):
    return tf.squeeze(x)


def moveaxis(x, source, target):
    order = [i for i in range(x.shape.rank) if i != source]
    order.insert(target, source)
    return tf.transpose(x, order)


v, m, b = tf.ones([3]), tf.ones([2, 3]), tf.ones([4, 2, 3])
print(matmul_any(v, v).shape, matmul_any(m, v).shape, matmul_any(b, v).shape)
print(matmul_any(m, tf.transpose(m)).shape, matmul_any(b, tf.ones([4, 3, 5])).shape)
print(outer(v, v).shape, outer(m, v).shape)
print(masked_mean(b, tf.constant([True, False, True, True])).shape, masked_mean(m, tf.ones([2, 3], tf.bool)).shape)
print(flatten_batch(b).shape, flatten_batch(b, keep=2).shape, squeeze_all(tf.ones([1, 3, 1])).shape)
print(moveaxis(b, 0, 2).shape, moveaxis(m, 1, 0).shape)
