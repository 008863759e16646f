"""Graph adjacency as sparse matrices: normalisation, propagation, slices."""
import numpy as np
import tensorflow as tf


def adjacency(edges, n):
    values = tf.ones([tf.shape(edges)[0]])
    return tf.sparse.reorder(tf.SparseTensor(edges, values, [n, n]))


def degree(a):
    return tf.sparse.reduce_sum(a, axis=1)


def normalise(a, d):
    inv = tf.where(d > 0, 1.0 / tf.sqrt(d), tf.zeros_like(d))
    rows = tf.gather(inv, a.indices[:, 0])
    cols = tf.gather(inv, a.indices[:, 1])
    return a.with_values(a.values * rows * cols)


def propagate(a, x):
    return tf.sparse.sparse_dense_matmul(a, x)


def show(x):
    return x


def values_of(a):
    return show(a.values)


def indices_of(a):
    return show(a.indices)


class GraphConv(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = tf.keras.layers.Dense(units)

    def call(self, features, a):
        return tf.nn.relu(propagate(a, self.dense(features)))


edges = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3]], dtype=np.int64)
a = adjacency(edges, 4)
d = degree(a)
a_hat = normalise(a, d)
x = tf.random.normal([4, 6])
h = propagate(a_hat, x)
show(h)
values_of(a_hat)
indices_of(a)
layer = GraphConv(3)
out = layer(x, a_hat)
show(out)
show(tf.sparse.to_dense(a))
show(tf.sparse.transpose(a))
show(tf.sparse.slice(a, [0, 0], [2, 4]))
show(tf.sparse.concat(0, [a, a]))
show(tf.sparse.from_dense(tf.eye(3)))
show(tf.sparse.softmax(a_hat))
show(tf.sparse.add(a, a))
show(a * 2.0)
show(tf.sparse.mask(tf.IndexedSlices(tf.ones([2, 3]), tf.constant([0, 1])), [0]).values)
show(tf.sparse.reset_shape(a, [5, 5]))
show(tf.sparse.expand_dims(a, 0))
show(tf.sparse.retain(a, a.values > 0.5))
show(tf.sparse.reduce_max(a, axis=0, output_is_sparse=True))
