"""Character model: training slices, then sampling one step at a time with state."""

import tensorflow as tf

TEXT = "the quick brown fox jumps over the lazy dog. " * 6
VOCAB = sorted(set(TEXT))
CHAR_TO_ID = {c: i for i, c in enumerate(VOCAB)}


def encode(text):
    return [CHAR_TO_ID[c] for c in text]


def split_input_target(sequence):
    return sequence[:-1], sequence[1:]


class CharModel(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = tf.keras.layers.GRU(units, return_sequences=True, return_state=True)
        self.dense = tf.keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        if states is None:
            x, states = self.gru(x, training=training)
        else:
            x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x)
        if return_state:
            return x, states
        return x


class OneStep:
    def __init__(self, model, temperature=1.0):
        self.temperature = temperature
        self.model = model

    def generate_one_step(self, ids, states=None):
        logits, states = self.model(ids, states=states, return_state=True)
        return self.sample(logits[:, -1, :]), states

    def sample(self, logits):
        scaled = logits / self.temperature
        return tf.random.categorical(scaled, num_samples=1)


def decode(ids):
    return "".join(VOCAB[i] for i in ids.numpy().ravel())


tf.random.set_seed(1)
dataset = tf.data.Dataset.from_tensor_slices(encode(TEXT)).batch(11, drop_remainder=True)
dataset = dataset.map(split_input_target).batch(8, drop_remainder=True)
model = CharModel(len(VOCAB), 4, 6)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(dataset, epochs=1, verbose=0)
stepper = OneStep(model, temperature=0.8)
next_ids, states = tf.constant([encode("fox")]), None
produced = []
for _ in range(5):
    next_ids, states = stepper.generate_one_step(next_ids, states)
    produced.append(next_ids)
print(len(decode(tf.concat(produced, 1))))
