"""GradientTape: gradients of structures, second order, jacobians, unconnected ones."""
import tensorflow as tf


def f(x):
    return tf.reduce_sum(x**3)


def report(g):
    return g


def first(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x)


def second(x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        g = inner.gradient(y, x)
    return outer.jacobian(g, x)


def update(variables, grads, rate):
    for v, g in zip(variables, grads):
        apply_one(v, g, rate)


def apply_one(v, g, rate):
    v.assign_sub(rate * g)


def clip(grads, norm):
    return tf.clip_by_global_norm(grads, norm)


def lookup_loss(table, ids):
    return tf.reduce_sum(tf.gather(table, ids) ** 2)


def densify(g):
    return tf.convert_to_tensor(g)


w = tf.Variable(tf.ones([3, 2]))
b = tf.Variable(tf.zeros([2]))
unused = tf.Variable(1.0)
x = tf.random.normal([5, 3])
report(first(tf.constant([1.0, 2.0])))
report(second(tf.constant([1.0, 2.0])))
with tf.GradientTape(persistent=True) as tape:
    y = tf.matmul(x, w) + b
    loss = tf.reduce_mean(y**2)
grads = tape.gradient(loss, [w, b])
clipped, norm = clip(grads, 1.0)
update([w, b], clipped, 0.1)
report(norm)
named = tape.gradient(loss, {"w": w, "b": b})
report(named)
report(named["w"])
nothing = tape.gradient(loss, unused)
report(nothing)
report(tape.gradient(y, [w, unused], unconnected_gradients=tf.UnconnectedGradients.ZERO))
report(tape.jacobian(y, b))
table = tf.Variable(tf.random.normal([10, 4]))
with tf.GradientTape() as tape:
    loss = lookup_loss(table, tf.constant([1, 3, 3]))
slices = tape.gradient(loss, table)
densify(slices)
report(tf.hessians if False else loss)
with tf.GradientTape() as tape:
    tape.watch(x)
    z = tf.sin(x)
report(tape.batch_jacobian(z, x))
with tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as acc:
    z = tf.cos(x)
report(acc.jvp(z))
