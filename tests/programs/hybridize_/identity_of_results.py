"""Callers who ask whether the result is the very object that they gave."""

import tensorflow as tf

cache = {}


def same(x):
    tf.reduce_sum(x)
    return x


def maybe(x, active=False):
    return x * 2.0 if active else x


def first(values):
    tf.add_n(values)
    return values


def variable_of(holder):
    tf.reduce_sum(holder[0])
    return holder[0]


x = tf.constant([1.0, 2.0])
values = [x, x]
holder = (tf.Variable([1.0, 2.0]),)
for _ in range(3):
    print(same(x) is x, maybe(x) is x, first(values) is values, variable_of(holder) is holder[0])
    variable_of(holder).assign_add([1.0, 1.0])
print(holder[0].numpy().tolist())
