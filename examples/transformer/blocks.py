"""A transformer block with its own attention, out of plain TensorFlow."""

import math

import tensorflow as tf


class Linear(tf.Module):
    def __init__(self, inputs, outputs, seed, name=None):
        super().__init__(name=name)
        scale = 1.0 / math.sqrt(inputs)
        self.kernel = tf.Variable(tf.random.stateless_uniform([inputs, outputs], [seed, 0], -scale, scale))
        self.bias = tf.Variable(tf.zeros([outputs]))

    def __call__(self, x):
        return tf.einsum("bti,io->bto", x, self.kernel) + self.bias


class LayerNorm(tf.Module):
    def __init__(self, width, name=None):
        super().__init__(name=name)
        self.gain = tf.Variable(tf.ones([width]))
        self.offset = tf.Variable(tf.zeros([width]))

    def __call__(self, x):
        mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
        return (x - mean) * tf.math.rsqrt(variance + 1e-5) * self.gain + self.offset


class SelfAttention(tf.Module):
    """Causal attention of several heads over (batch, time, width)."""

    def __init__(self, width, heads, seed, name=None):
        super().__init__(name=name)
        self.heads = heads
        self.width = width
        self.query = Linear(width, width, seed)
        self.key = Linear(width, width, seed + 1)
        self.value = Linear(width, width, seed + 2)
        self.output = Linear(width, width, seed + 3)

    def split(self, x):
        shape = tf.shape(x)
        x = tf.reshape(x, [shape[0], shape[1], self.heads, self.width // self.heads])
        return tf.transpose(x, [0, 2, 1, 3])

    def __call__(self, x):
        query, key, value = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = tf.matmul(query, key, transpose_b=True) / math.sqrt(self.width // self.heads)
        visible = tf.linalg.band_part(tf.ones_like(scores), -1, 0)
        weights = tf.nn.softmax(scores - 1e9 * (1.0 - visible), axis=-1)
        mixed = tf.transpose(tf.matmul(weights, value), [0, 2, 1, 3])
        return self.output(tf.reshape(mixed, tf.shape(x)))


class Block(tf.Module):
    def __init__(self, width, heads, seed, name=None):
        super().__init__(name=name)
        self.attention = SelfAttention(width, heads, seed)
        self.expand = Linear(width, 2 * width, seed + 4)
        self.contract = Linear(2 * width, width, seed + 5)
        self.norm1 = LayerNorm(width)
        self.norm2 = LayerNorm(width)

    def __call__(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.contract(tf.nn.gelu(self.expand(self.norm2(x))))


class LanguageModel(tf.Module):
    def __init__(self, vocabulary, length, width=32, heads=4, blocks=2, name=None):
        super().__init__(name=name)
        self.embedding = tf.Variable(0.1 * tf.random.stateless_normal([vocabulary, width], [1, 2]))
        self.position = tf.Variable(0.1 * tf.random.stateless_normal([length, width], [3, 4]))
        self.blocks = [Block(width, heads, 10 * (i + 1)) for i in range(blocks)]
        self.norm = LayerNorm(width)
        self.logits = Linear(width, vocabulary, 99)

    def __call__(self, tokens):
        x = tf.gather(self.embedding, tokens) + self.position
        for block in self.blocks:
            x = block(x)
        return self.logits(self.norm(x))
