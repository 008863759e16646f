"""One function, many shapes: attention, broadcasting helpers, image utilities."""
import tensorflow as tf


def attention(q, k, v, mask=None):
    scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(tf.cast(tf.shape(k)[-1], tf.float32))
    if mask is not None:
        scores += (1.0 - mask) * -1e9
    weights = softmax(scores)
    return tf.matmul(weights, v), weights


def softmax(x, axis=-1):
    e = tf.exp(x - tf.reduce_max(x, axis=axis, keepdims=True))
    return e / tf.reduce_sum(e, axis=axis, keepdims=True)


def split_heads(x, heads):
    b, t, d = x.shape
    return tf.transpose(tf.reshape(x, [b, t, heads, d // heads]), [0, 2, 1, 3])


def merge_heads(x):
    b, h, t, d = x.shape
    return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), (b, t, h * d))


def causal(n):
    return tf.linalg.band_part(tf.ones([n, n]), -1, 0)


def l2(x):
    return tf.nn.l2_normalize(x, axis=-1)


def flat(x):
    return tf.reshape(x, [-1])


def upsample(image, factor=2):
    h, w = image.shape[-3], image.shape[-2]
    return tf.image.resize(image, [h * factor, w * factor])


def gray(image):
    return tf.image.rgb_to_grayscale(image)


def batched(image):
    return image[tf.newaxis]


for t in (3, 5):
    x = tf.random.normal([2, t, 8])
    out, w = attention(x, x, x)
    l2(out)
    flat(w)
    h = split_heads(x, 4)
    out, w = attention(h, h, h, causal(t))
    l2(merge_heads(out))
flat(causal(4))
image = tf.random.uniform([16, 16, 3])
gray(upsample(image))
gray(batched(image))
upsample(gray(image))
upsample(batched(gray(image)), 3)
softmax(tf.constant([1.0, 2.0]))
softmax(tf.ones([2, 2]), axis=0)
