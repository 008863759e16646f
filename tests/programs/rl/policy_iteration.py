"""Tabular methods in tensors: value iteration and policy evaluation."""

import tensorflow as tf

STATES, ACTIONS = 6, 2


def make_mdp(seed):
    logits = tf.random.stateless_normal([ACTIONS, STATES, STATES], seed=[seed, 0])
    transition = tf.nn.softmax(logits)
    reward = tf.random.stateless_uniform([STATES, ACTIONS], seed=[seed, 1])
    return transition, reward


def q_values(values, transition, reward, gamma):
    expected = tf.einsum("ast,t->sa", transition, values)
    return reward + gamma * expected


@tf.function
def value_iteration(transition, reward, gamma, tolerance):
    values = tf.zeros([STATES])
    delta = tf.constant(float("inf"))
    while delta > tolerance:
        updated = tf.reduce_max(q_values(values, transition, reward, gamma), axis=1)
        delta = tf.reduce_max(tf.abs(updated - values))
        values = updated
    return values


def greedy(values, transition, reward, gamma):
    return tf.argmax(q_values(values, transition, reward, gamma), axis=1)


def evaluate(policy, transition, reward, gamma):
    indices = tf.stack([policy, tf.range(STATES, dtype=policy.dtype)], axis=1)
    p = tf.gather_nd(transition, indices)
    r = tf.gather(reward, policy, axis=1, batch_dims=1)
    return solve(tf.eye(STATES) - gamma * p, r)


def solve(matrix, vector):
    return tf.linalg.solve(matrix, vector[:, tf.newaxis])[:, 0]


def entropy_policy(q, temperature):
    return tf.nn.softmax(q / temperature, axis=1)


transition, reward = make_mdp(3)
gamma = 0.9
values = value_iteration(transition, reward, tf.constant(gamma), tf.constant(1e-4))
policy = greedy(values, transition, reward, gamma)
error = tf.reduce_max(tf.abs(evaluate(policy, transition, reward, gamma) - values))
print(values.shape, policy.dtype.name, float(error) < 1e-2)
print(entropy_policy(q_values(values, transition, reward, gamma), 0.5).shape)
