"""Attention with queries and keys of different lengths, masks broadcast to both."""

import tensorflow as tf


def split_heads(x, heads):
    batch, length, depth = x.shape
    x = tf.reshape(x, [batch, length, heads, depth // heads])
    return tf.transpose(x, [0, 2, 1, 3])


def merge_heads(x):
    x = tf.transpose(x, [0, 2, 1, 3])
    return tf.reshape(x, [x.shape[0], x.shape[1], x.shape[2] * x.shape[3]])


def scores(q, k):
    return tf.einsum("bhqd,bhkd->bhqk", q, k) / tf.sqrt(float(q.shape[-1]))


def apply_mask(logits, mask):
    return logits + (1.0 - mask) * -1e9


def attend(q, k, v, heads, mask=None):
    q, k, v = (split_heads(t, heads) for t in (q, k, v))
    logits = scores(q, k)
    if mask is not None:
        logits = apply_mask(logits, mask)
    return merge_heads(tf.matmul(tf.nn.softmax(logits), v))


def causal(length):
    return tf.linalg.band_part(tf.ones([length, length]), -1, 0)


self_attended = attend(*[tf.random.normal([2, 5, 8])] * 3, heads=2, mask=causal(5))
crossed = attend(self_attended, tf.ones([2, 7, 8]), tf.ones([2, 7, 8]), heads=4)
padded = attend(crossed, crossed, crossed, 2, mask=tf.ones([2, 1, 1, 5]))
print(self_attended.shape, crossed.shape, padded.shape)
