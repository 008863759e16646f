"""Decode sentences with a recurrent encoder-decoder with attention, one token per step."""

import numpy as np
import tensorflow as tf

VOCABULARY = 200
WIDTH = 48
SOURCE_LENGTH = 12
MAX_LENGTH = 24
SENTENCES = 10
START, END = 1, 2


def weights(shape, seed, scale=0.3):
    return tf.Variable(scale * tf.random.stateless_normal(shape, [seed, 7]))


class GRUCell(tf.Module):
    def __init__(self, inputs, units, seed):
        super().__init__()
        self.gates = weights([inputs + units, 2 * units], seed)
        self.gate_bias = tf.Variable(tf.zeros([2 * units]))
        self.candidate = weights([inputs + units, units], seed + 1)
        self.candidate_bias = tf.Variable(tf.zeros([units]))

    def __call__(self, x, state):
        gates = tf.sigmoid(tf.matmul(tf.concat([x, state], axis=-1), self.gates) + self.gate_bias)
        reset, update = tf.split(gates, 2, axis=-1)
        joined = tf.concat([x, reset * state], axis=-1)
        candidate = tf.tanh(tf.matmul(joined, self.candidate) + self.candidate_bias)
        return update * state + (1.0 - update) * candidate


class Translator(tf.Module):
    def __init__(self):
        super().__init__()
        self.embedding = weights([VOCABULARY, WIDTH], 10, scale=1.0)
        self.encoder = GRUCell(WIDTH, WIDTH, 20)
        self.decoder = GRUCell(2 * WIDTH, WIDTH, 30)
        self.attention = weights([WIDTH, WIDTH], 40)
        self.output = weights([2 * WIDTH, VOCABULARY], 50)

    def encode(self, tokens):
        embedded = tf.gather(self.embedding, tokens)
        state = tf.zeros([tf.shape(tokens)[0], WIDTH])
        outputs = []
        for t in range(SOURCE_LENGTH):
            state = self.encoder(embedded[:, t], state)
            outputs.append(state)
        return tf.stack(outputs, axis=1), state

    def decode_step(self, token, state, context, encoded):
        embedded = tf.gather(self.embedding, token)
        state = self.decoder(tf.concat([embedded, context], axis=-1), state)
        scores = tf.einsum("bw,wv,btv->bt", state, self.attention, encoded)
        context = tf.einsum("bt,btw->bw", tf.nn.softmax(scores), encoded)
        logits = tf.matmul(tf.concat([state, context], axis=-1), self.output)
        token = tf.argmax(logits, axis=-1, output_type=tf.int32)
        return token, state, context


def translate(model, tokens):
    encoded, state = model.encode(tokens)
    token = tf.fill([1], START)
    context = tf.zeros([1, WIDTH])
    result = []
    while len(result) < MAX_LENGTH:
        token, state, context = model.decode_step(token, state, context, encoded)
        word = int(token[0])
        if word == END:
            break
        result.append(word)
    return result


def main():
    rng = np.random.default_rng(5)
    model = Translator()
    lengths, words = [], set()
    for _ in range(SENTENCES * 8):
        sentence = tf.constant(rng.integers(3, VOCABULARY, (1, SOURCE_LENGTH)), tf.int32)
        result = translate(model, sentence)
        lengths.append(len(result))
        words.update(result)
    print(f"{len(lengths)} sentences, mean length {np.mean(lengths):.2f}, {len(words)} different words")
    print("last:", " ".join(map(str, result)))


if __name__ == "__main__":
    main()
