import math
import random

import numpy as np
import tensorflow as tf


class Node:
    def __init__(self, state, parent=None):
        self.state, self.parent = state, parent
        self.children = {}
        self.visits, self.total = 0, 0.0

    def value(self):
        return self.total / self.visits if self.visits else 0.0


def legal(state):
    return [a for a in range(3) if state[a] < 3]


def play(state, action):
    successor = list(state)
    successor[action] += 1
    return tuple(successor)


def encode(states):
    return np.array(states, dtype=np.float32) / 3.0


class ValueNet(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(6, activation="tanh")
        self.out = tf.keras.layers.Dense(1, activation="tanh")

    def call(self, x):
        return self.out(self.hidden(x))


def evaluate(net, states):
    return net(encode(states))[:, 0].numpy()


def ucb(node, child, c=1.4):
    return child.value() + c * math.sqrt(math.log(node.visits + 1) / (child.visits + 1))


def search(net, root_state, simulations):
    root = Node(root_state)
    for _ in range(simulations):
        node = root
        while node.children and len(node.children) == len(legal(node.state)):
            node = max(node.children.values(), key=lambda child: ucb(node, child))
        moves = [a for a in legal(node.state) if a not in node.children]
        if moves:
            action = random.choice(moves)
            node.children[action] = Node(play(node.state, action), node)
            node = node.children[action]
        backup(node, float(evaluate(net, [node.state])[0]))
    return root


def backup(node, value):
    while node is not None:
        node.visits += 1
        node.total += value
        node, value = node.parent, -value


def train(net, optimizer, states, outcomes):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(states)[:, 0] - outcomes))
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))
    return loss


random.seed(1)
tf.random.set_seed(1)
net = ValueNet()
root = search(net, (0, 0, 0), 8)
loss = train(net, tf.keras.optimizers.SGD(0.1), tf.constant(encode([root.state])), tf.constant([root.value()]))
print(root.visits, loss.shape)
