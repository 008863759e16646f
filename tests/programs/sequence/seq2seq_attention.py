"""Encoder/decoder with additive attention and teacher forcing."""

import tensorflow as tf


class Encoder(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, units):
        super().__init__()
        self.units = units
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(units, return_sequences=True, return_state=True)

    def call(self, x, hidden):
        x = self.embedding(x)
        output, state = self.gru(x, initial_state=hidden)
        return output, state

    def initialize_hidden_state(self, batch):
        return tf.zeros((batch, self.units))


class BahdanauAttention(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.w1 = tf.keras.layers.Dense(units)
        self.w2 = tf.keras.layers.Dense(units)
        self.v = tf.keras.layers.Dense(1)

    def call(self, query, values):
        query_with_time_axis = tf.expand_dims(query, 1)
        score = self.v(tf.nn.tanh(self.w1(query_with_time_axis) + self.w2(values)))
        weights = tf.nn.softmax(score, axis=1)
        return tf.reduce_sum(weights * values, axis=1), weights


class Decoder(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.cell = tf.keras.layers.GRUCell(units)
        self.fc = tf.keras.layers.Dense(vocab_size)
        self.attention = BahdanauAttention(units)

    def call(self, x, hidden, enc_output):
        context, weights = self.attention(hidden, enc_output)
        x = tf.concat([context, tf.squeeze(self.embedding(x), 1)], axis=-1)
        output, _ = self.cell(x, [hidden])
        return self.fc(output), output, weights


def loss_function(real, pred):
    mask = tf.math.logical_not(tf.math.equal(real, 0))
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=real, logits=pred)
    return tf.reduce_mean(loss * tf.cast(mask, dtype=loss.dtype))


def train_step(encoder, decoder, optimizer, inp, targ):
    with tf.GradientTape() as tape:
        enc_output, hidden = encoder(inp, encoder.initialize_hidden_state(inp.shape[0]))
        dec_input = tf.expand_dims(targ[:, 0], 1)
        loss = 0.0
        for t in range(1, targ.shape[1]):
            predictions, hidden, _ = decoder(dec_input, hidden, enc_output)
            loss += loss_function(targ[:, t], predictions)
            dec_input = tf.expand_dims(targ[:, t], 1)
    variables = encoder.trainable_variables + decoder.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss / int(targ.shape[1])


tf.random.set_seed(0)
encoder, decoder = Encoder(15, 4, 6), Decoder(12, 4, 6)
inp = tf.random.uniform([3, 7], 0, 15, tf.int32)
targ = tf.random.uniform([3, 4], 0, 12, tf.int32)
optimizer = tf.keras.optimizers.Adam()
print(train_step(encoder, decoder, optimizer, inp, targ).shape)
print(train_step(encoder, decoder, optimizer, inp[:, :5], targ[:, :3]).shape)
