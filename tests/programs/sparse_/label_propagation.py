import numpy as np
import tensorflow as tf


def grid_graph(side):
    edges = []
    for r in range(side):
        for c in range(side):
            node = r * side + c
            if c + 1 < side:
                edges += [(node, node + 1), (node + 1, node)]
            if r + 1 < side:
                edges += [(node, node + side), (node + side, node)]
    return np.array(sorted(edges), dtype=np.int64)


def adjacency(edges, n):
    return tf.sparse.SparseTensor(edges, tf.ones(len(edges)), [n, n])


def symmetric_normalise(adj):
    degree = tf.sparse.reduce_sum(adj, 1)
    inv_sqrt = tf.pow(degree, -0.5)
    rows, cols = adj.indices[:, 0], adj.indices[:, 1]
    return adj.with_values(adj.values * tf.gather(inv_sqrt, rows) * tf.gather(inv_sqrt, cols))


@tf.function
def propagate(adj, labels, mask, alpha):
    spread = labels
    for _ in tf.range(4):
        spread = alpha * tf.sparse.sparse_dense_matmul(adj, spread) + (1.0 - alpha) * labels
        spread = clamp(spread, labels, mask)
    return spread


def clamp(spread, labels, mask):
    return tf.where(mask[:, None], labels, spread)


def seeds(n, classes):
    chosen = tf.constant([0, n - 1])
    mask = tf.reduce_any(tf.one_hot(chosen, n, on_value=True, off_value=False), axis=0)
    labels = tf.scatter_nd(chosen[:, None], tf.one_hot([0, 1], classes), [n, classes])
    return labels, mask


def summary(sparse):
    return tf.sparse.reduce_max(sparse), sparse.dense_shape


adj = symmetric_normalise(adjacency(grid_graph(4), 16))
labels, mask = seeds(16, 2)
result = propagate(adj, labels, mask, tf.constant(0.8))
print(result.shape, summary(adj)[1].numpy(), tf.argmax(result, 1).shape)
