"""Eager habits: .numpy(), Python casts, NumPy on tensors, asserts, early returns."""

import math
import random

import numpy as np
import tensorflow as tf


def perplexity(loss):
    return math.exp(float(loss))


def as_percent(fraction):
    return f"{100 * fraction.numpy():.1f} %"


def clip_value(x, limit):
    if x > limit:
        return limit
    return x


def random_scale(x):
    return x * random.uniform(0.5, 1.5)


def numpy_norm(x):
    return np.linalg.norm(x)


def jitter(x):
    return x + np.random.normal(size=x.shape).astype(np.float32)


def checked(x):
    assert tf.reduce_all(tf.math.is_finite(x)), "not finite"
    return x


def unpack(pair):
    first, second = pair
    return first * second


def to_list(x):
    return [float(v) for v in x]


def argmax_label(probabilities, labels):
    return labels[int(tf.argmax(probabilities))]


random.seed(0)
np.random.seed(0)
x = tf.constant([1.0, 2.0])
print(perplexity(tf.reduce_mean(x)) > 1, as_percent(tf.constant(0.123)))
print(float(clip_value(tf.constant(5.0), 3.0)), float(clip_value(tf.constant(1.0), tf.constant(3.0))))
print(random_scale(x).shape, numpy_norm(x).dtype, jitter(checked(x)).shape)
print(float(unpack(x)), to_list(x), argmax_label(tf.nn.softmax(x), ["cat", "dog"]))
