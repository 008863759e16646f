"""Graph convolution by segment sums on an edge list."""

import numpy as np
import tensorflow as tf


class Graph:
    def __init__(self, nodes, senders, receivers):
        self.nodes = nodes
        self.senders = senders
        self.receivers = receivers

    @property
    def num_nodes(self):
        return self.nodes.shape[0]


def degree(receivers, num_nodes):
    ones = tf.ones_like(receivers, dtype=tf.float32)
    return tf.math.unsorted_segment_sum(ones, receivers, num_nodes)


def propagate(nodes, senders, receivers, num_nodes):
    messages = tf.gather(nodes, senders)
    summed = tf.math.unsorted_segment_sum(messages, receivers, num_nodes)
    return summed / tf.maximum(degree(receivers, num_nodes), 1.0)[:, None]


class GraphConv(tf.keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.transform = tf.keras.layers.Dense(units, use_bias=False)
        self.activation = tf.keras.activations.get(activation)

    def call(self, nodes, senders, receivers):
        aggregated = propagate(nodes, senders, receivers, tf.shape(nodes)[0])
        return self.activation(self.transform(aggregated) + nodes[:, :1])


def readout(nodes, graph_ids, num_graphs):
    return tf.math.segment_mean(nodes, graph_ids)[:num_graphs]


def random_graph(n, e, dim, seed):
    rng = np.random.default_rng(seed)
    nodes = tf.constant(rng.normal(size=(n, dim)), dtype=tf.float32)
    senders = tf.constant(rng.integers(0, n, e), dtype=tf.int32)
    receivers = tf.constant(rng.integers(0, n, e), dtype=tf.int32)
    return Graph(nodes, senders, receivers)


def forward(graph, layers):
    h = graph.nodes
    for layer in layers:
        h = layer(h, graph.senders, graph.receivers)
    return h


graph = random_graph(10, 30, 4, seed=0)
h = forward(graph, [GraphConv(8, "relu"), GraphConv(3)])
pooled = readout(h, tf.constant([0] * 6 + [1] * 4), 2)
print(graph.num_nodes, h.shape, pooled.shape)
