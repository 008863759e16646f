"""Federated averaging simulated in one process: lists of variables and of client data."""

import numpy as np
import tensorflow as tf


class Client:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @property
    def weight(self):
        return float(len(self.x))

    def train(self, global_weights, epochs, lr):
        weights = [tf.Variable(w) for w in global_weights]
        for _ in range(epochs):
            loss, grads = loss_and_grads(weights, self.x, self.y)
            for w, g in zip(weights, grads):
                w.assign_sub(lr * g)
        return [tf.convert_to_tensor(w) for w in weights], loss


def predict(weights, x):
    w, b = weights
    return tf.linalg.matvec(x, w) + b


def loss_and_grads(weights, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((predict(weights, x) - y) ** 2)
    return loss, tape.gradient(loss, weights)


def weighted_average(updates, weights):
    total = sum(weights)
    return [average_one(tensors, weights, total) for tensors in zip(*updates)]


def average_one(tensors, weights, total):
    return tf.add_n([t * (w / total) for t, w in zip(tensors, weights)])


def delta_norm(old, new):
    return tf.linalg.global_norm([a - b for a, b in zip(old, new)])


def make_client(seed, size):
    rng = np.random.RandomState(seed)
    x = rng.normal(size=(size, 3)).astype(np.float32)
    return Client(x, (x @ np.array([1.0, 2.0, -1.0], np.float32) + 0.1 * seed).astype(np.float32))


clients = [make_client(seed, size) for seed, size in enumerate([10, 20, 5])]
server = [tf.zeros([3]), tf.constant(0.0)]
for round_ in range(3):
    results = [client.train(server, epochs=2, lr=0.05) for client in clients]
    new = weighted_average([r[0] for r in results], [c.weight for c in clients])
    change = delta_norm(server, new)
    server = new
print(change.shape, [w.shape for w in server])
