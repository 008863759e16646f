"""Encoder-decoder with attention, greedy decoding, teacher forcing."""
import tensorflow as tf


class Encoder(tf.keras.Model):
    def __init__(self, vocab, dim, units):
        super().__init__()
        self.units = units
        self.embedding = tf.keras.layers.Embedding(vocab, dim)
        self.gru = tf.keras.layers.GRU(units, return_sequences=True, return_state=True)

    def call(self, x, hidden):
        x = self.embedding(x)
        output, state = self.gru(x, initial_state=hidden)
        return output, state

    def initial(self, batch):
        return tf.zeros((batch, self.units))


class Bahdanau(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.w1 = tf.keras.layers.Dense(units)
        self.w2 = tf.keras.layers.Dense(units)
        self.v = tf.keras.layers.Dense(1)

    def call(self, query, values):
        query = tf.expand_dims(query, 1)
        score = self.v(tf.nn.tanh(self.w1(query) + self.w2(values)))
        weights = tf.nn.softmax(score, axis=1)
        return tf.reduce_sum(weights * values, axis=1), weights


class Decoder(tf.keras.Model):
    def __init__(self, vocab, dim, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab, dim)
        self.gru = tf.keras.layers.GRU(units, return_sequences=True, return_state=True)
        self.fc = tf.keras.layers.Dense(vocab)
        self.attention = Bahdanau(units)

    def call(self, x, hidden, enc_output):
        context, weights = self.attention(hidden, enc_output)
        x = self.embedding(x)
        x = tf.concat([tf.expand_dims(context, 1), x], axis=-1)
        output, state = self.gru(x)
        output = tf.reshape(output, (-1, output.shape[2]))
        return self.fc(output), state, weights


loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


def loss_function(real, pred):
    mask = tf.math.logical_not(tf.math.equal(real, 0))
    loss_ = loss_object(real, pred)
    loss_ *= tf.cast(mask, dtype=loss_.dtype)
    return tf.reduce_mean(loss_)


@tf.function
def train_step(inp, targ, enc_hidden):
    loss = 0.0
    with tf.GradientTape() as tape:
        enc_output, enc_hidden = encoder(inp, enc_hidden)
        dec_hidden = enc_hidden
        dec_input = tf.expand_dims([1] * BATCH, 1)
        for t in range(1, targ.shape[1]):
            predictions, dec_hidden, _ = decoder(dec_input, dec_hidden, enc_output)
            loss += loss_function(targ[:, t], predictions)
            dec_input = tf.expand_dims(targ[:, t], 1)
    variables = encoder.trainable_variables + decoder.trainable_variables
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    return loss / int(targ.shape[1])


def greedy(sentence):
    enc_out, hidden = encoder(sentence, tf.zeros((1, 16)))
    dec_input = tf.expand_dims([1], 0)
    result = []
    for _ in range(4):
        predictions, hidden, attention = decoder(dec_input, hidden, enc_out)
        predicted = tf.argmax(predictions[0]).numpy()
        result.append(int(predicted))
        dec_input = tf.expand_dims([predicted], 0)
    return result


BATCH = 4
encoder = Encoder(30, 8, 16)
decoder = Decoder(30, 8, 16)
optimizer = tf.keras.optimizers.Adam()
source = tf.random.uniform([12, 7], 1, 30, dtype=tf.int32)
target = tf.random.uniform([12, 5], 1, 30, dtype=tf.int32)
dataset = tf.data.Dataset.from_tensor_slices((source, target)).batch(BATCH, drop_remainder=True)
for batch, (inp, targ) in enumerate(dataset.take(2)):
    train_step(inp, targ, encoder.initial(BATCH))
greedy(source[:1])
