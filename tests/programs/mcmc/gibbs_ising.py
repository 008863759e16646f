"""Checkerboard Gibbs sampling of an Ising model with tf.roll."""

import tensorflow as tf

SIZE = 8


def neighbours(spins):
    total = tf.zeros_like(spins)
    for axis in (0, 1):
        for shift in (-1, 1):
            total += tf.roll(spins, shift=shift, axis=axis)
    return total


def checkerboard(size):
    rows, columns = tf.meshgrid(tf.range(size), tf.range(size), indexing="ij")
    return tf.equal((rows + columns) % 2, 0)


def sweep(spins, mask, beta):
    for parity in (mask, tf.logical_not(mask)):
        spins = half_sweep(spins, parity, beta)
    return spins


@tf.function
def half_sweep(spins, parity, beta):
    probability = tf.sigmoid(2.0 * beta * neighbours(spins))
    drawn = tf.where(tf.random.uniform([SIZE, SIZE]) < probability, 1.0, -1.0)
    return tf.where(parity, drawn, spins)


def energy(spins):
    return -0.5 * tf.reduce_sum(spins * neighbours(spins))


def magnetisation(spins):
    return tf.abs(tf.reduce_mean(spins))


tf.random.set_seed(9)
spins = tf.sign(tf.random.uniform([SIZE, SIZE], -1.0, 1.0))
mask = checkerboard(SIZE)
for beta in tf.linspace(0.1, 0.8, 5):
    spins = sweep(spins, mask, beta)
print(energy(spins).shape, bool(magnetisation(spins) <= 1.0))
