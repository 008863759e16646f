"""Loops over tensors whose variables change dtype, shape or structure, beside some that do not."""

import tensorflow as tf


def total(x):
    result = 0
    for value in x:
        result += value
    return result


def stable(x):
    result = tf.zeros([])
    for value in x:
        result += value * value
    return result


def growing(x):
    rows = x[:1]
    while tf.shape(rows)[0] < 5:
        rows = tf.concat([rows, rows[:1]], axis=0)
    return rows


def collected(x):
    found = []
    for value in x:
        found.append(value * 2.0)
    return tf.stack(found)


def early(x):
    for value in x:
        if value > 2.0:
            return value
    return tf.constant(-1.0)


def unrolled(x):
    for i in range(4):
        x = x + float(i)
    return x


x = tf.constant([1.0, 2.0, 3.0])
for _ in range(3):
    print(float(total(x)), float(stable(x)), growing(x).shape, collected(x).numpy().tolist(), float(early(x)))
    x = unrolled(x)
