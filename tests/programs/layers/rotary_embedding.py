"""Rotary position embedding, ALiBi slopes and grouped-query attention."""

import tensorflow as tf


def rotary_angles(length, dim, base=10000.0):
    inverse = 1.0 / tf.pow(base, tf.range(0, dim, 2, dtype=tf.float32) / dim)
    angles = tf.einsum("i,j->ij", tf.range(length, dtype=tf.float32), inverse)
    return tf.cos(angles), tf.sin(angles)


def rotate(x, cos, sin):
    x1, x2 = x[..., ::2], x[..., 1::2]
    rotated = tf.stack([x1 * cos - x2 * sin, x1 * sin + x2 * cos], axis=-1)
    return tf.reshape(rotated, x.shape)


def alibi(heads, length):
    slopes = tf.pow(2.0, -8.0 * tf.range(1, heads + 1, dtype=tf.float32) / heads)
    distance = tf.cast(tf.range(length)[None, :] - tf.range(length)[:, None], tf.float32)
    return slopes[:, None, None] * distance[None]


class GroupedQueryAttention(tf.keras.layers.Layer):
    def __init__(self, dim, heads, kv_heads):
        super().__init__()
        self.heads, self.kv_heads, self.head_dim = heads, kv_heads, dim // heads
        self.q = tf.keras.layers.Dense(dim)
        self.kv = tf.keras.layers.Dense(2 * kv_heads * self.head_dim)
        self.out = tf.keras.layers.Dense(dim)

    def shape_heads(self, x, heads):
        batch, length, _ = x.shape
        return tf.transpose(tf.reshape(x, [batch, length, heads, self.head_dim]), [0, 2, 1, 3])

    def repeat(self, x):
        return tf.repeat(x, self.heads // self.kv_heads, axis=1)

    def call(self, x):
        k, v = tf.split(self.kv(x), 2, axis=-1)
        q, k, v = self.shape_heads(self.q(x), self.heads), *(self.shape_heads(t, self.kv_heads) for t in (k, v))
        cos, sin = rotary_angles(x.shape[1], self.head_dim)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        logits = tf.matmul(q, self.repeat(k), transpose_b=True) + alibi(self.heads, x.shape[1])
        context = tf.matmul(tf.nn.softmax(logits), self.repeat(v))
        return self.out(tf.reshape(tf.transpose(context, [0, 2, 1, 3]), x.shape))


layer = GroupedQueryAttention(16, heads=4, kv_heads=2)
print(layer(tf.ones([2, 5, 16])).shape)
cos, sin = rotary_angles(3, 4)
print(rotate(tf.ones([1, 1, 3, 4]), cos, sin).shape, alibi(2, 3).shape)
