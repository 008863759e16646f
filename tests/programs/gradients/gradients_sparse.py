"""Gradients that are None, IndexedSlices, of unused variables, through stop_gradient and embeddings."""
import tensorflow as tf


def keep(pairs):
    return [(g, v) for g, v in pairs if g is not None]


def norm(g):
    return tf.norm(g)


def apply(g, v):
    v.assign_sub(0.1 * g)


def sparse_apply(g, v):
    v.scatter_sub(tf.IndexedSlices(0.1 * g.values, g.indices))


def loss_of(ids, table, w):
    return tf.reduce_sum(tf.tensordot(tf.gather(table, ids), w, 1))


def frozen(x, w):
    return tf.reduce_sum(tf.stop_gradient(x * w))


def reversed_gradient(dy):
    return -dy


@tf.custom_gradient
def flip(x):
    def grad(dy):
        return reversed_gradient(dy)

    return tf.identity(x), grad


table = tf.Variable(tf.random.normal([7, 3]))
w = tf.Variable(tf.ones([3]))
bias = tf.Variable(0.0)
with tf.GradientTape() as tape:
    loss = loss_of(tf.constant([1, 2, 2]), table, w)
dt, dw, db = tape.gradient(loss, [table, w, bias])
for g, v in keep(zip([dw, db], [w, bias])):
    apply(g, v)
sparse_apply(dt, table)
norm(dw)
x = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = flip(x) * 2.0
    z = frozen(x, w)
    first = x[0]
norm(tape.gradient(y, x))
assert tape.gradient(z, x) is None
norm(tape.gradient(first, x))
n = tf.constant(3)
with tf.GradientTape() as tape:
    tape.watch(w)
    u = tf.cast(n, tf.float32) * tf.reduce_sum(w)
norm(tape.gradient(u, w))
