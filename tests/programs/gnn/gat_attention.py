import numpy as np
import tensorflow as tf


def edge_softmax(scores, targets, nodes):
    highest = tf.math.unsorted_segment_max(scores, targets, nodes)
    exps = tf.exp(scores - tf.gather(highest, targets))
    total = tf.math.unsorted_segment_sum(exps, targets, nodes)
    return exps / tf.gather(total, targets)


class GraphAttention(tf.Module):
    def __init__(self, in_dim, out_dim, heads, name=None):
        super().__init__(name)
        self.heads = [GraphAttentionHead(in_dim, out_dim) for _ in range(heads)]

    def __call__(self, x, edges, concat=True):
        outputs = [head(x, edges) for head in self.heads]
        return tf.concat(outputs, axis=-1) if concat else tf.reduce_mean(tf.stack(outputs), axis=0)


class GraphAttentionHead(tf.Module):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        initializer = tf.keras.initializers.GlorotUniform(seed=1)
        self.kernel = tf.Variable(initializer([in_dim, out_dim]))
        self.attention = tf.Variable(initializer([2 * out_dim, 1]))

    def score(self, sources, targets):
        pair = tf.concat([sources, targets], axis=1)
        return tf.nn.leaky_relu(tf.squeeze(pair @ self.attention, axis=1), alpha=0.2)

    def __call__(self, x, edges):
        h = x @ self.kernel
        source, target = edges[:, 0], edges[:, 1]
        alpha = edge_softmax(self.score(tf.gather(h, source), tf.gather(h, target)), target, x.shape[0])
        weighted = tf.gather(h, source) * alpha[:, None]
        return tf.math.unsorted_segment_sum(weighted, target, x.shape[0])


def ring(n):
    i = np.arange(n)
    return np.stack([i, (i + 1) % n], axis=1).astype(np.int32)


def with_self_loops(edges, n):
    loops = tf.stack([tf.range(n), tf.range(n)], axis=1)
    return tf.concat([edges, loops], axis=0)


x = tf.random.stateless_normal([6, 4], [0, 0])
edges = with_self_loops(tf.constant(ring(6)), 6)
hidden = GraphAttention(4, 3, heads=2)(x, edges)
out = GraphAttention(6, 2, heads=2)(hidden, edges, concat=False)
print(hidden.shape, out.shape, edges.dtype.name)
