import tensorflow as tf


def from_dict(entries, shape):
    indices = sorted(entries)
    return tf.SparseTensor(indices, [entries[i] for i in indices], shape)


def add(a, b):
    return tf.sparse.add(a, b)


def scale(sparse, factor):
    return sparse * factor


def concat(parts, axis):
    return tf.sparse.concat(axis, parts)


def split(sparse, count, axis):
    return tf.sparse.split(sparse, num_split=count, axis=axis)


def reshape(sparse, shape):
    return tf.sparse.reshape(sparse, shape)


def row_softmax(sparse):
    return tf.sparse.softmax(sparse)


def expand(sparse, axis):
    return tf.sparse.expand_dims(sparse, axis)


def mask(dense, threshold):
    return tf.sparse.from_dense(tf.where(dense > threshold, dense, tf.zeros_like(dense)))


def to_indicator(sparse, vocabulary):
    return tf.sparse.to_indicator(sparse, vocabulary)


def column(sparse, index):
    return tf.sparse.slice(sparse, [0, index], [sparse.dense_shape[0], 1])


def triple(sparse):
    return sparse.indices, sparse.values, sparse.dense_shape


def count(values):
    return tf.sparse.bincount(values)


def bmm(a, b):
    return tf.sparse.sparse_dense_matmul(a, b)


a = from_dict({(0, 1): 1.0, (2, 0): 3.0}, [3, 2])
b = mask(tf.constant([[0.1, 0.9], [0.8, 0.2], [0.3, 0.4]]), 0.35)
print(tf.sparse.to_dense(add(a, b)).shape, scale(b, 2.0).values.numpy().tolist()[0] > 1)
joined = concat([a, b], axis=1)
print(joined.shape, [p.shape for p in split(joined, 2, 1)], reshape(joined, [2, 6]).shape, expand(a, 0).shape)
print(row_softmax(b).values.dtype.name, to_indicator(tf.SparseTensor([[0, 0]], tf.constant([1], tf.int64), [2, 1]), 3).shape)
print([t.dtype.name for t in triple(column(joined, 1))], bmm(a, tf.ones([2, 4])).shape)
print(count(tf.constant([[1, 1], [0, 2]])).dense_shape.numpy())
