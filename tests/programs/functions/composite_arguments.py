"""Sparse, ragged, extension types, optionals and dataclass-like structures through tf.function."""

from typing import Tuple

import tensorflow as tf


class MaskedTensor(tf.experimental.ExtensionType):
    values: tf.Tensor
    mask: tf.Tensor

    def mean(self):
        weights = tf.cast(self.mask, self.values.dtype)
        return tf.reduce_sum(self.values * weights) / tf.reduce_sum(weights)

    def map(self, function):
        return MaskedTensor(function(self.values), self.mask)


class Pair(tf.experimental.ExtensionType):
    items: Tuple[tf.Tensor, tf.Tensor]


@tf.function
def masked_mean(masked):
    return masked.map(double).mean()


def double(x):
    return x * 2.0


@tf.function
def sparse_sum(sp, weights):
    return tf.sparse.reduce_sum(reweigh(sp, weights), axis=1)


def reweigh(sp, weights):
    return sp.with_values(sp.values * tf.gather(weights, sp.indices[:, 1]))


@tf.function
def ragged_total(rt):
    return row_sums(rt)


def row_sums(rt):
    return tf.reduce_sum(rt, axis=1)


def combine(pair):
    first, second = pair.items
    return add(first, second)


def add(a, b):
    return a + b


masked = MaskedTensor(tf.constant([1.0, 2.0, 30.0]), tf.constant([True, True, False]))
print(masked_mean(masked).numpy(), combine(Pair((tf.ones([2]), tf.ones([2])))).numpy())
sp = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])
print(sparse_sum(sp, tf.constant([1.0, 0.5])).numpy())
for rows in ([[1.0], [2.0, 3.0]], [[1.0, 1.0, 1.0]]):
    print(ragged_total(tf.ragged.constant(rows)).numpy())
