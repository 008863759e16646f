"""Sequence tagging with masking, class weights per token, train_on_batch."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

VOCAB, TAGS = 20, 4


def make_batch(rng, batch, length):
    tokens = rng.randint(1, VOCAB, (batch, length))
    cut = rng.randint(1, length, batch)
    tokens[np.arange(length)[None, :] >= cut[:, None]] = 0
    return tokens, tokens % TAGS


class MaskedSparseCE(keras.losses.Loss):
    def call(self, y_true, y_pred):
        y_true = tf.cast(y_true, tf.int32)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)
        return loss * token_weights(y_true)


def token_weights(tags):
    weights = tf.constant([0.5, 1.0, 1.0, 2.0])
    return tf.gather(weights, tags)


def tagger(units):
    inputs = keras.Input((None,), dtype="int64")
    x = layers.Embedding(VOCAB, 6)(inputs)
    x = layers.Conv1D(units, 3, padding="same", activation="relu")(x)
    return keras.Model(inputs, layers.Dense(TAGS)(x))


def token_accuracy(tags, logits, tokens):
    correct = tf.cast(tf.equal(tf.argmax(logits, -1), tags), tf.float32)
    mask = tf.cast(tokens > 0, tf.float32)
    return tf.reduce_sum(correct * mask) / tf.reduce_sum(mask)


keras.utils.set_random_seed(0)
rng = np.random.RandomState(0)
model = tagger(5)
model.compile("adam", MaskedSparseCE())
for length in (6, 9):
    tokens, tags = make_batch(rng, 4, length)
    model.train_on_batch(tokens, tags)
    print(token_accuracy(tags, model(tokens), tokens).shape)
