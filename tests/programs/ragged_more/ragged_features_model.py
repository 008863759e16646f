"""A Keras model that consumes ragged ids by pooling their embeddings."""

import tensorflow as tf


class Bag(tf.keras.layers.Layer):
    def __init__(self, vocabulary, dim):
        super().__init__()
        self.table = self.add_weight(shape=(vocabulary, dim), initializer="uniform")

    def call(self, ids):
        vectors = self.lookup(ids)
        return mean_rows(vectors)

    def lookup(self, ids):
        return tf.gather(tf.convert_to_tensor(self.table), ids)


def mean_rows(vectors):
    return tf.reduce_mean(vectors, axis=1)


def hinge(scores, labels):
    return tf.reduce_mean(tf.nn.relu(1.0 - scores * labels))


def batches(rows, labels, size):
    ragged = tf.ragged.constant(rows, dtype=tf.int64)
    for start in range(0, len(rows), size):
        yield ragged[start : start + size], labels[start : start + size]


bag, head = Bag(12, 5), tf.Variable(tf.ones([5, 1]))
rows = [[1, 2], [3], [4, 5, 6], [7, 8], [9, 10, 11], [0]]
labels = tf.constant([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
for ids, target in batches(rows, labels, 3):
    with tf.GradientTape() as tape:
        scores = tf.squeeze(tf.matmul(bag(ids), head), -1)
        loss = hinge(scores, target)
    print(loss.shape, tape.gradient(loss, head).shape)
