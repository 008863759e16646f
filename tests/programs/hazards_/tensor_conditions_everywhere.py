"""Tensor conditions in all positions that people use eagerly."""

import tensorflow as tf


def relu_or_zero(x):
    return x if x > 0 else tf.zeros_like(x)


def clamp(x, low, high):
    if low <= x <= high:
        return x
    return tf.maximum(tf.minimum(x, high), low)


def both_positive(a, b):
    return a > 0 and b > 0


def any_nan(*tensors):
    return any(bool(tf.reduce_any(tf.math.is_nan(t))) for t in tensors)


def until_small(x, limit=0.1):
    steps = 0
    while tf.norm(x) > limit:
        x = x / 2.0
        steps += 1
    return x, steps


def choose(logits, names):
    best = int(tf.argmax(logits))
    return names[best]


def count_in(value, values):
    return sum(1 for v in values if v == value)


def checked_divide(a, b):
    assert b != 0, "division by zero"
    return a / b


def keep_positive(values):
    return [v for v in values if v > 0]


def validate(x):
    if not tf.reduce_all(tf.math.is_finite(x)):
        raise ValueError("not finite")
    return x


def early(x):
    for row in x:
        if tf.reduce_sum(row) > 2.0:
            return row
    return x[0]


def guarded(x):
    try:
        return validate(x)
    except ValueError:
        return tf.zeros_like(x)


v = tf.constant([1.0, -2.0, 3.0])
print(float(relu_or_zero(v[1])), float(clamp(v[2], 0.0, 2.0)), bool(both_positive(v[0], v[2])), any_nan(v, v * 2))
small, steps = until_small(v)
print(steps, choose(v, "abc"), count_in(3.0, tf.unstack(v)), float(checked_divide(v[0], v[1])), len(keep_positive(v)))
print(early(tf.stack([v, v + 1])).shape, guarded(v / tf.constant([0.0, 1.0, 1.0])).numpy())
