"""First-order MAML on sinusoids, with explicit fast weights."""

import numpy as np
import tensorflow as tf


def init(layers, rng):
    weights = []
    for fan_in, fan_out in zip(layers[:-1], layers[1:]):
        weights.append(tf.Variable(rng.normal(0, 0.1, (fan_in, fan_out)), dtype=tf.float32))
        weights.append(tf.Variable(tf.zeros([fan_out])))
    return weights


def forward(x, weights):
    for i in range(0, len(weights) - 2, 2):
        x = tf.nn.relu(tf.matmul(x, weights[i]) + weights[i + 1])
    return tf.matmul(x, weights[-2]) + weights[-1]


def mse(x, y, weights):
    return tf.reduce_mean((forward(x, weights) - y) ** 2)


def adapt(x, y, weights, lr):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        loss = mse(x, y, weights)
    grads = tape.gradient(loss, weights)
    return [w - lr * g for w, g in zip(weights, grads)]


def task(rng, shots=5):
    amplitude, phase = rng.uniform(0.5, 2.0), rng.uniform(0, np.pi)
    x = rng.uniform(-3, 3, (2 * shots, 1)).astype(np.float32)
    y = (amplitude * np.sin(x + phase)).astype(np.float32)
    return (x[:shots], y[:shots]), (x[shots:], y[shots:])


def meta_step(weights, optimizer, tasks, inner_lr=0.01):
    with tf.GradientTape() as tape:
        losses = []
        for (xs, ys), (xq, yq) in tasks:
            fast = adapt(xs, ys, weights, inner_lr)
            losses.append(mse(xq, yq, fast))
        total = tf.reduce_mean(tf.stack(losses))
    optimizer.apply_gradients(zip(tape.gradient(total, weights), weights))
    return total


rng = np.random.RandomState(0)
weights = init([1, 8, 8, 1], rng)
optimizer = tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    loss = meta_step(weights, optimizer, [task(rng) for _ in range(2)])
print(loss.shape, len(weights))
