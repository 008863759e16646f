"""Graph isomorphism network on batches of small graphs, with sum pooling and a classifier."""

import collections

import numpy as np
import tensorflow as tf

GraphBatch = collections.namedtuple("GraphBatch", "x senders receivers graph_index labels")


def erdos_renyi(rng, n, p):
    upper = np.triu(rng.random_sample((n, n)) < p, 1)
    source, target = np.nonzero(upper | upper.T)
    return source, target


def collate(graphs):
    xs, senders, receivers, index, labels, offset = [], [], [], [], [], 0
    for number, (x, (source, target), label) in enumerate(graphs):
        xs.append(x)
        senders.append(source + offset)
        receivers.append(target + offset)
        index.append(np.full(len(x), number))
        labels.append(label)
        offset += len(x)
    return GraphBatch(
        tf.constant(np.concatenate(xs), tf.float32),
        tf.constant(np.concatenate(senders), tf.int32),
        tf.constant(np.concatenate(receivers), tf.int32),
        tf.constant(np.concatenate(index), tf.int32),
        tf.constant(labels),
    )


class GINLayer(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.eps = self.add_weight(shape=(), initializer="zeros", name="eps")
        self.mlp = tf.keras.Sequential([tf.keras.layers.Dense(units, "relu"), tf.keras.layers.Dense(units)])

    def call(self, x, senders, receivers):
        neighbours = neighbour_sum(x, senders, receivers)
        return self.mlp((1.0 + self.eps) * x + neighbours)


def neighbour_sum(x, senders, receivers):
    return tf.tensor_scatter_nd_add(tf.zeros_like(x), receivers[:, None], tf.gather(x, senders))


class GIN(tf.keras.Model):
    def __init__(self, widths, classes):
        super().__init__()
        self.convs = [GINLayer(w) for w in widths]
        self.out = tf.keras.layers.Dense(classes)

    def call(self, batch):
        x = batch.x
        for conv in self.convs:
            x = tf.nn.relu(conv(x, batch.senders, batch.receivers))
        pooled = tf.math.segment_sum(x, batch.graph_index)
        return self.out(pooled)


def loss_fn(logits, labels):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


rng = np.random.RandomState(1)
graphs = [(np.ones((n, 2)), erdos_renyi(rng, n, 0.5), n % 2) for n in (4, 5, 6)]
batch = collate(graphs)
print(loss_fn(GIN([4, 4], 2)(batch), batch.labels).shape)
