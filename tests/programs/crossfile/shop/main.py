"""Scores some users against some items."""

import tensorflow as tf

import encoders
from scoring import cosine, rank


def evaluate(encoder, users, items):
    u, i = encoder(users), encoder(items)
    return cosine(u[:, tf.newaxis], i[tf.newaxis])


def mean_best(values):
    return tf.reduce_mean(values[:, 0])


users, items = tf.constant([3, 14, 15]), tf.constant([9, 2, 6, 5])
for name, options in (("hash", {"size": 7}), ("onehot", {"size": 20})):
    scores = evaluate(encoders.create(name, **options), users, items)
    values, indices = rank(scores, 2)
    print(name, mean_best(values).shape, indices.shape)
