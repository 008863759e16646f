"""Recurrent carries as tuples, lists of layer states and nested loops over time."""

from typing import NamedTuple

import tensorflow as tf


class Carry(NamedTuple):
    hidden: tf.Tensor
    cell: tf.Tensor


class LSTM:
    def __init__(self, inputs, units):
        self.units = units
        self.kernel = tf.random.normal([inputs + units, 4 * units]) * 0.1

    def initial(self, batch):
        return Carry(tf.zeros([batch, self.units]), tf.zeros([batch, self.units]))

    def step(self, carry, x):
        gates = tf.matmul(tf.concat([x, carry.hidden], 1), self.kernel)
        i, f, g, o = tf.split(gates, 4, axis=1)
        cell = combine(carry.cell, tf.sigmoid(f), tf.sigmoid(i) * tf.tanh(g))
        return Carry(tf.sigmoid(o) * tf.tanh(cell), cell)


def combine(cell, forget, update):
    return cell * forget + update


def run(layers, sequence):
    carries = [layer.initial(sequence.shape[0]) for layer in layers]
    outputs = []
    for t in range(sequence.shape[1]):
        x = sequence[:, t]
        new_carries = []
        for layer, carry in zip(layers, carries):
            carry = layer.step(carry, x)
            x = carry.hidden
            new_carries.append(carry)
        carries = new_carries
        outputs.append(x)
    return collect(outputs), carries


def collect(outputs):
    return tf.stack(outputs, axis=1)


def final_state(carries):
    return tf.concat([carry.hidden for carry in carries], axis=1)


outputs, carries = run([LSTM(3, 4), LSTM(4, 5)], tf.random.normal([2, 6, 3]))
print(outputs.shape, final_state(carries).shape)
