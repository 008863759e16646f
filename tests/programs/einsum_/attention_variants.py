import tensorflow as tf


def heads(x, w):
    return tf.einsum("bsd,dhk->bhsk", x, w)


def scores(q, k):
    return tf.einsum("bhqk,bhsk->bhqs", q, k) / tf.math.sqrt(tf.cast(k.shape[-1], q.dtype))


def merge(context, w):
    return tf.einsum("bhsk,hkd->bsd", context, w)


def relative_bias(length, table):
    offsets = tf.range(length)[None, :] - tf.range(length)[:, None]
    clipped = tf.clip_by_value(offsets + table.shape[0] // 2, 0, table.shape[0] - 1)
    return tf.transpose(tf.gather(table, clipped), [2, 0, 1])


def causal_mask(length):
    return tf.linalg.band_part(tf.ones([length, length]), -1, 0)


def attend(q, k, v, bias, mask):
    logits = scores(q, k) + bias
    logits = tf.where(mask > 0, logits, -1e9)
    return tf.einsum("bhqs,bhsk->bhqk", tf.nn.softmax(logits), v)


def linear_attention(q, k, v):
    q, k = tf.nn.elu(q) + 1, tf.nn.elu(k) + 1
    kv = tf.einsum("bhsk,bhsv->bhkv", k, v)
    z = 1 / tf.einsum("bhqk,bhk->bhq", q, tf.reduce_sum(k, axis=2))
    return tf.einsum("bhqk,bhkv,bhq->bhqv", q, kv, z)


def bilinear(x, tensor, y):
    return tf.einsum("bi,ijk,bj->bk", x, tensor, y)


D, H, K, S = 8, 2, 4, 5
tf.random.set_seed(0)
x = tf.random.normal([3, S, D])
wq, wk, wv = (tf.random.normal([D, H, K]) for _ in range(3))
wo = tf.random.normal([H, K, D])
q, k, v = heads(x, wq), heads(x, wk), heads(x, wv)
full = merge(attend(q, k, v, relative_bias(S, tf.zeros([9, H])), causal_mask(S)), wo)
fast = merge(linear_attention(q, k, v), wo)
print(full.shape, fast.shape)
print(bilinear(x[:, 0], tf.ones([D, D, 3]), x[:, 1]).shape)
