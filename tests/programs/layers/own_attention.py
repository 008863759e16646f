"""Attention layers that derive from Keras' own and use the layers that it makes."""

import keras
import tensorflow as tf


class Gated(keras.layers.MultiHeadAttention):
    def call(self, query, value, training=None):
        q = self._query_dense(query)
        k = self._key_dense(value)
        v = self._value_dense(value)
        scores = self._softmax(similarity(q, k, self._key_dim))
        mixed = weighted(self._dropout_layer(scores, training=training), v)
        return gate(self._output_dense(mixed))

    def compute_output_spec(self, query, value, training=None):
        return keras.KerasTensor(query.shape, query.dtype)


def similarity(q, k, size):
    return tf.einsum("bqhd,bkhd->bhqk", q, k) / size**0.5


def weighted(scores, v):
    return tf.einsum("bhqk,bkhd->bqhd", scores, v)


def gate(x):
    return tf.nn.relu(x)


narrow = Gated(num_heads=2, key_dim=4)
x, memory = tf.ones([3, 5, 6]), tf.ones([3, 7, 8])
narrow.build(x.shape, memory.shape)
print(narrow(x, memory).shape)

wide = Gated(num_heads=3, key_dim=4, value_dim=2, output_shape=9)
wide.build(x.shape, memory.shape)
step = tf.function(lambda q, v: wide(q, v, training=True))
print(step(x, memory).shape)
