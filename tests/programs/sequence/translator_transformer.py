"""A small encoder-decoder transformer of Keras layers: masks, greedy decoding."""

import tensorflow as tf
from tensorflow.keras import layers


class PositionalEmbedding(layers.Layer):
    def __init__(self, vocab_size, d_model, max_length=32):
        super().__init__()
        self.d_model = d_model
        self.embedding = layers.Embedding(vocab_size, d_model)
        self.positions = layers.Embedding(max_length, d_model)

    def call(self, x):
        length = tf.shape(x)[1]
        x = self.embedding(x) * tf.math.sqrt(tf.cast(self.d_model, tf.float32))
        return x + self.positions(tf.range(length))[tf.newaxis, :, :]


class FeedForward(layers.Layer):
    def __init__(self, d_model, dff):
        super().__init__()
        self.seq = tf.keras.Sequential([layers.Dense(dff, activation="relu"), layers.Dense(d_model)])
        self.norm = layers.LayerNormalization()

    def call(self, x):
        return self.norm(x + self.seq(x))


class Attention(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__()
        self.mha = layers.MultiHeadAttention(**kwargs)
        self.norm = layers.LayerNormalization()

    def call(self, x, context=None, causal=False):
        context = x if context is None else context
        return self.norm(x + self.mha(query=x, value=context, key=context, use_causal_mask=causal))


class Decoder(layers.Layer):
    def __init__(self, vocab, d_model):
        super().__init__()
        self.embed = PositionalEmbedding(vocab, d_model)
        self.self_attention = Attention(num_heads=2, key_dim=4)
        self.cross_attention = Attention(num_heads=2, key_dim=4)
        self.ffn = FeedForward(d_model, 8)

    def call(self, tokens, context):
        x = self.self_attention(self.embed(tokens), causal=True)
        return self.ffn(self.cross_attention(x, context=context))


class Transformer(tf.keras.Model):
    def __init__(self, source_vocab, target_vocab, d_model=8):
        super().__init__()
        self.embed = PositionalEmbedding(source_vocab, d_model)
        self.encode = FeedForward(d_model, 8)
        self.decoder = Decoder(target_vocab, d_model)
        self.final = layers.Dense(target_vocab)

    def call(self, inputs):
        source, target = inputs
        return self.final(self.decoder(target, self.encode(self.embed(source))))


def masked_loss(label, pred):
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(label, pred)
    mask = tf.cast(label != 0, loss.dtype)
    return tf.reduce_sum(loss * mask) / tf.reduce_sum(mask)


def greedy(model, source, steps):
    output = tf.ones([tf.shape(source)[0], 1], tf.int64)
    for _ in range(steps):
        predictions = model((source, output))[:, -1:, :]
        output = tf.concat([output, tf.argmax(predictions, axis=-1)], axis=1)
    return output


tf.random.set_seed(0)
model = Transformer(11, 13)
source = tf.constant([[1, 2, 3, 4], [5, 6, 0, 0]], tf.int64)
target = tf.constant([[1, 2, 3], [4, 5, 0]], tf.int64)
print(masked_loss(target, model((source, target))).shape, greedy(model, source, 2).shape)
