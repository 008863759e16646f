"""Multi-head self attention and a transformer encoder block."""

import tensorflow as tf


def scaled_dot_product_attention(q, k, v, mask=None):
    logits = tf.matmul(q, k, transpose_b=True)
    dk = tf.cast(tf.shape(k)[-1], tf.float32)
    scaled = logits / tf.math.sqrt(dk)
    if mask is not None:
        scaled += mask * -1e9
    weights = tf.nn.softmax(scaled, axis=-1)
    return tf.matmul(weights, v), weights


class MultiHeadAttention(tf.keras.layers.Layer):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.d_model = d_model
        self.depth = d_model // num_heads
        self.wq = tf.keras.layers.Dense(d_model)
        self.wk = tf.keras.layers.Dense(d_model)
        self.wv = tf.keras.layers.Dense(d_model)
        self.dense = tf.keras.layers.Dense(d_model)

    def split_heads(self, x, batch_size):
        x = tf.reshape(x, (batch_size, -1, self.num_heads, self.depth))
        return tf.transpose(x, perm=[0, 2, 1, 3])

    def call(self, v, k, q, mask=None):
        batch_size = tf.shape(q)[0]
        q = self.split_heads(self.wq(q), batch_size)
        k = self.split_heads(self.wk(k), batch_size)
        v = self.split_heads(self.wv(v), batch_size)
        attention, weights = scaled_dot_product_attention(q, k, v, mask)
        attention = tf.transpose(attention, perm=[0, 2, 1, 3])
        concat = tf.reshape(attention, (batch_size, -1, self.d_model))
        return self.dense(concat), weights


class EncoderLayer(tf.keras.layers.Layer):
    def __init__(self, d_model, num_heads, dff, rate=0.1):
        super().__init__()
        self.mha = MultiHeadAttention(d_model, num_heads)
        self.ffn = tf.keras.Sequential(
            [tf.keras.layers.Dense(dff, activation="relu"), tf.keras.layers.Dense(d_model)]
        )
        self.norm1 = tf.keras.layers.LayerNormalization(epsilon=1e-6)
        self.norm2 = tf.keras.layers.LayerNormalization(epsilon=1e-6)
        self.dropout = tf.keras.layers.Dropout(rate)

    def call(self, x, training=False, mask=None):
        attended, _ = self.mha(x, x, x, mask=mask)
        out1 = self.norm1(x + self.dropout(attended, training=training))
        return self.norm2(out1 + self.dropout(self.ffn(out1), training=training))


def padding_mask(tokens):
    return tf.cast(tf.math.equal(tokens, 0), tf.float32)[:, tf.newaxis, tf.newaxis, :]


def positional_encoding(length, depth):
    positions = tf.range(length, dtype=tf.float32)[:, tf.newaxis]
    rates = 1.0 / tf.pow(10000.0, tf.range(0, depth, 2, dtype=tf.float32) / depth)
    angles = positions * rates[tf.newaxis, :]
    return tf.concat([tf.sin(angles), tf.cos(angles)], axis=-1)


tf.random.set_seed(0)
tokens = tf.constant([[4, 2, 9, 0], [1, 3, 0, 0]])
embedding = tf.keras.layers.Embedding(10, 8)
x = embedding(tokens) + positional_encoding(4, 8)
layer = EncoderLayer(8, 2, 16)
print(layer(x, training=False, mask=padding_mask(tokens)).shape)
q = tf.random.normal([3, 2, 5])
output, weights = scaled_dot_product_attention(q, q, q)
print(output.shape, weights.shape)
