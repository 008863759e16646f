"""Rollouts and their returns."""

import tensorflow as tf


def discounted(rewards, gamma=0.9):
    total = tf.constant(0.0)
    returns = []
    for reward in reversed(tf.unstack(rewards)):
        total = reward + gamma * total
        returns.append(total)
    return tf.stack(returns[::-1])


def advantages(returns, values):
    raw = returns - values
    return (raw - tf.reduce_mean(raw)) / (tf.math.reduce_std(raw) + 1e-6)
