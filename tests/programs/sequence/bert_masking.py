"""Masked language model data and loss: random masks, gathers at positions, tied output weights."""

import tensorflow as tf

PAD, CLS, SEP, MASK = 0, 1, 2, 3
VOCAB = 20


def pack(a, b, length):
    tokens = tf.concat([[CLS], a, [SEP], b, [SEP]], axis=0)[:length]
    segments = tf.concat([tf.zeros_like(a)[:1], tf.zeros_like(a), [0], tf.ones_like(b), [1]], axis=0)[:length]
    missing = length - tf.size(tokens)
    return tf.pad(tokens, [[0, missing]]), tf.pad(segments, [[0, missing]])


def choose_positions(tokens, count):
    scores = tf.where(tokens > MASK, tf.random.uniform(tf.shape(tokens)), -1.0)
    return tf.sort(tf.math.top_k(scores, count).indices, axis=-1)


def apply_mask(tokens, positions):
    rows = tf.repeat(tf.range(tf.shape(tokens)[0]), positions.shape[1])
    indices = tf.stack([rows, tf.reshape(positions, [-1])], axis=1)
    updates = tf.fill([tf.shape(indices)[0]], MASK)
    return tf.tensor_scatter_nd_update(tokens, indices, updates)


class TinyBert(tf.keras.Model):
    def __init__(self, dim):
        super().__init__()
        self.token = tf.keras.layers.Embedding(VOCAB, dim)
        self.segment = tf.keras.layers.Embedding(2, dim)
        self.attention = tf.keras.layers.MultiHeadAttention(2, dim // 2)
        self.norm = tf.keras.layers.LayerNormalization()

    def call(self, tokens, segments):
        x = self.token(tokens) + self.segment(segments)
        mask = tf.not_equal(tokens, PAD)[:, tf.newaxis, :]
        return self.norm(x + self.attention(x, x, attention_mask=mask))

    def predict_masked(self, hidden, positions):
        selected = tf.gather(hidden, positions, batch_dims=1)
        return tf.matmul(selected, self.token.embeddings, transpose_b=True)


def mlm_loss(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


tf.random.set_seed(0)
pairs = [(tf.constant([5, 6, 7]), tf.constant([8, 9])), (tf.constant([10, 11]), tf.constant([12, 13, 14, 15]))]
packed = [pack(a, b, 9) for a, b in pairs]
tokens, segments = (tf.stack(column) for column in zip(*packed))
positions = choose_positions(tokens, 2)
labels = tf.gather(tokens, positions, batch_dims=1)
bert = TinyBert(8)
hidden = bert(apply_mask(tokens, positions), segments)
print(hidden.shape, mlm_loss(labels, bert.predict_masked(hidden, positions)).shape)
