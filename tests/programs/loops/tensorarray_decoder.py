"""Greedy decoding with a while loop and a TensorArray."""

import tensorflow as tf

VOCAB = 12
START, END = 0, 1


class Decoder(tf.Module):
    def __init__(self, dim):
        super().__init__()
        self.embedding = tf.Variable(tf.random.normal([VOCAB, dim], stddev=0.5))
        self.kernel = tf.Variable(tf.random.normal([dim, dim], stddev=0.5))
        self.output = tf.Variable(tf.random.normal([dim, VOCAB], stddev=0.5))

    def advance(self, token, state):
        embedded = tf.gather(self.embedding, token)
        state = tf.tanh(embedded + tf.matmul(state, self.kernel))
        return tf.matmul(state, self.output), state

    @tf.function
    def decode(self, state, max_length):
        batch = tf.shape(state)[0]
        tokens = tf.TensorArray(tf.int32, size=max_length)
        token = tf.fill([batch], START)
        finished = tf.zeros([batch], dtype=tf.bool)
        for position in tf.range(max_length):
            logits, state = self.advance(token, state)
            token = pick(logits, finished)
            finished = tf.logical_or(finished, tf.equal(token, END))
            tokens = tokens.write(position, token)
        return tf.transpose(tokens.stack()), finished


def pick(logits, finished):
    best = tf.argmax(logits, axis=-1, output_type=tf.int32)
    return tf.where(finished, END, best)


def lengths(sequences):
    not_end = tf.cast(tf.not_equal(sequences, END), tf.int32)
    return tf.reduce_sum(not_end, axis=1)


tf.random.set_seed(21)
decoder = Decoder(6)
start_state = tf.random.normal([3, 6])
sequences, finished = decoder.decode(start_state, tf.constant(7))
print(sequences.shape, finished.dtype.name, lengths(sequences).shape)
logits, _ = decoder.advance(tf.constant([2, 3]), start_state[:2])
print(logits.shape)
