"""Message passing on a random graph: find the community of every node from a few labels."""

import numpy as np
import tensorflow as tf

NODES = 300
COMMUNITIES = 3
FEATURES = 16
HIDDEN = 32
STEPS = 120


def make_graph(seed=0):
    rng = np.random.default_rng(seed)
    community = rng.integers(0, COMMUNITIES, NODES)
    same = community[:, None] == community[None, :]
    edges = np.argwhere(rng.uniform(size=(NODES, NODES)) < np.where(same, 0.06, 0.01))
    features = rng.normal(size=(NODES, FEATURES))
    features[np.arange(NODES), community] += 1.0
    known = np.zeros(NODES)
    known[rng.choice(NODES, 60, replace=False)] = 1.0
    return community, edges, features, known


class MessagePassing(tf.Module):
    def __init__(self, inputs, outputs, seed):
        super().__init__()
        scale = np.sqrt(2.0 / inputs)
        self.message = tf.Variable(scale * tf.random.stateless_normal([inputs, outputs], [seed, 0]))
        self.update = tf.Variable(scale * tf.random.stateless_normal([inputs, outputs], [seed, 1]))
        self.bias = tf.Variable(tf.zeros([outputs]))

    def __call__(self, nodes, senders, receivers, degree):
        messages = tf.gather(tf.matmul(nodes, self.message), senders)
        received = tf.math.unsorted_segment_sum(messages, receivers, NODES) / degree
        return received + tf.matmul(nodes, self.update) + self.bias


class GraphNetwork(tf.Module):
    def __init__(self):
        super().__init__()
        self.layers = [
            MessagePassing(FEATURES, HIDDEN, 1),
            MessagePassing(HIDDEN, HIDDEN, 2),
            MessagePassing(HIDDEN, COMMUNITIES, 3),
        ]

    def __call__(self, nodes, senders, receivers, degree):
        for layer in self.layers[:-1]:
            nodes = tf.nn.relu(layer(nodes, senders, receivers, degree))
        return self.layers[-1](nodes, senders, receivers, degree)


network = GraphNetwork()
optimizer = tf.keras.optimizers.Adam(5e-3)


def train_step(nodes, senders, receivers, degree, labels, known):
    with tf.GradientTape() as tape:
        logits = network(nodes, senders, receivers, degree)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        loss = tf.reduce_sum(losses * known) / tf.reduce_sum(known)
    variables = network.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    hits = tf.cast(tf.argmax(logits, axis=1, output_type=tf.int32) == labels, tf.float32)
    return loss, tf.reduce_sum(hits * (1.0 - known)) / tf.reduce_sum(1.0 - known)


def main():
    community, edges, features, known = make_graph()
    labels = tf.constant(community, tf.int32)
    senders, receivers = tf.constant(edges[:, 0], tf.int32), tf.constant(edges[:, 1], tf.int32)
    degree = tf.maximum(tf.math.unsorted_segment_sum(tf.ones([len(edges), 1]), receivers, NODES), 1.0)
    nodes, mask = tf.constant(features, tf.float32), tf.constant(known, tf.float32)
    for step in range(STEPS):
        loss, accuracy = train_step(nodes, senders, receivers, degree, labels, mask)
        if step % 30 == 29:
            print(f"step {step + 1}: loss {float(loss):.3f}, accuracy on the others {float(accuracy):.2f}")


if __name__ == "__main__":
    main()
