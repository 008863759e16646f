"""Persistent tapes, watching several sources, None gradients, unconnected, stop_recording, nested structures."""

import tensorflow as tf


def persistent(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    return tape.gradient(z, x), tape.gradient(y, x)


def structured(params):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(params["w"] ** 2) + tf.reduce_sum(params["b"][0] * 3.0)
    return tape.gradient(loss, params)


def unconnected(x, y):
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        z = x * 2.0
    return tape.gradient(z, [x, y], unconnected_gradients=tf.UnconnectedGradients.ZERO)


def directional(f, x, v):
    with tf.autodiff.ForwardAccumulator(x, v) as acc:
        y = f(x)
    return acc.jvp(y)


def hvp(f, x, v):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        g = inner.gradient(y, x)
    return outer.gradient(g, x, output_gradients=v)


def cubic(x):
    return tf.reduce_sum(x**3)


def check(numeric, analytic):
    return tf.reduce_max(tf.abs(numeric - analytic))


def finite_difference(f, x, eps=1e-2):
    basis = tf.unstack(tf.eye(x.shape[0]))
    return tf.stack([(f(x + eps * e) - f(x - eps * e)) / (2 * eps) for e in basis])


x = tf.constant([1.0, 2.0, 3.0])
print([g.shape for g in persistent(x)])
params = {"w": tf.Variable(tf.ones([2, 2])), "b": [tf.Variable(1.0)]}
print(tf.nest.map_structure(lambda g: g.shape.rank, structured(params)))
print([float(tf.reduce_sum(g)) for g in unconnected(x, tf.constant(1.0))])
print(float(directional(cubic, x, tf.ones([3]))), hvp(cubic, x, tf.ones([3])).numpy())
print(float(check(finite_difference(cubic, x), 3 * x**2)) < 0.1)
