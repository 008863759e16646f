import tensorflow as tf


class RaggedAttention(tf.Module):
    def __init__(self, dim):
        super().__init__()
        self.query = tf.Variable(tf.random.stateless_normal([dim, 1], [0, 5]))

    def scores(self, sequence):
        return tf.ragged.map_flat_values(tf.linalg.matmul, sequence, self.query)

    def __call__(self, sequence):
        weights = ragged_softmax(tf.squeeze(self.scores(sequence), axis=2))
        return weighted_sum(weights, sequence)


def ragged_softmax(scores):
    shifted = scores - tf.reduce_max(scores, axis=1, keepdims=True)
    exps = tf.exp(shifted)
    return exps / tf.reduce_sum(exps, axis=1, keepdims=True)


def weighted_sum(weights, sequence):
    return tf.reduce_sum(sequence * tf.expand_dims(weights, -1), axis=1)


def lookup(table, tokens):
    return tf.ragged.map_flat_values(lambda ids: tf.gather(table, ids), tokens)


def positions(tokens):
    return tf.ragged.range(tokens.row_lengths())


def add_positions(embedded, tokens, table):
    return embedded + lookup(table, positions(tokens))


def batch_of(rows):
    return tf.ragged.constant(rows, dtype=tf.int64)


table = tf.random.stateless_normal([10, 4], [0, 6])
attention = RaggedAttention(4)
for rows in ([[1, 2, 3], [4]], [[5, 6], [7, 8, 9], [1]]):
    tokens = batch_of(rows)
    embedded = add_positions(lookup(table, tokens), tokens, table)
    print(embedded.shape, attention(embedded).shape)
