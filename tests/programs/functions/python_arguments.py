"""Python numbers, strings, callables and objects as arguments of compiled functions."""

import tensorflow as tf


@tf.function
def power(x, n):
    result = tf.ones_like(x)
    for _ in range(n):
        result *= x
    return result


@tf.function
def activate(x, kind):
    if kind == "relu":
        return tf.nn.relu(x)
    return tf.tanh(x)


@tf.function
def apply(f, x):
    return f(x)


def shift(x):
    return x + 1


class Settings:
    def __init__(self, gain):
        self.gain = gain


@tf.function
def amplify(x, settings):
    return scale(x, settings.gain)


def scale(x, gain):
    return x * gain


@tf.function
def decay(w, step, rate=0.1):
    return w * (1.0 - rate) ** tf.cast(step, tf.float32)


x = tf.constant([1.0, -2.0])
for n in (1, 2, 3):
    print(power(x, n).numpy())
for kind in ("relu", "tanh"):
    print(activate(x, kind).shape)
print(apply(shift, x).numpy(), apply(tf.square, x).numpy())
print(amplify(x, Settings(2.0)).numpy(), amplify(x, Settings(tf.constant(0.5))).numpy())
for step in range(3):
    w = decay(x, step)
print(w.shape, decay(x, tf.constant(2), rate=0.5).numpy())
