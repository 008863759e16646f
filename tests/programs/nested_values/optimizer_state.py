"""Lists and dicts of parameters mapped, zipped and updated."""

import tensorflow as tf


def init(sizes):
    params = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        params.append({"w": tf.Variable(tf.random.normal([fan_in, fan_out])), "b": tf.Variable(tf.zeros([fan_out]))})
    return params


def apply(params, x):
    for layer in params[:-1]:
        x = tf.tanh(affine(layer, x))
    return affine(params[-1], x)


def affine(layer, x):
    return tf.matmul(x, layer["w"]) + layer["b"]


def flatten(params):
    return [layer[name] for layer in params for name in ("w", "b")]


def clip(gradients, limit):
    return [tf.clip_by_norm(g, limit) for g in gradients]


def momentum(state, gradients):
    return [0.9 * s + g for s, g in zip(state, gradients)]


def update(variables, steps):
    for variable, step in zip(variables, steps):
        variable.assign_sub(0.1 * step)


def square_norm(gradients):
    return tf.add_n([tf.reduce_sum(tf.square(g)) for g in gradients])


params = init([3, 8, 2])
variables = flatten(params)
state = [tf.zeros_like(v) for v in variables]
x, y = tf.ones([5, 3]), tf.zeros([5, 2])
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(apply(params, x) - y))
    gradients = clip(tape.gradient(loss, variables), 1.0)
    state = momentum(state, gradients)
    update(variables, state)
print(float(square_norm(gradients)) >= 0)
