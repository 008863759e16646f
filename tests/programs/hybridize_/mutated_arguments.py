"""Functions that change what they are given, and functions that make what they change."""

import tensorflow as tf


def push(stack, x):
    stack.append(x * 2.0)
    return x


def fill(table, x):
    table["last"] = x + 1.0
    return x


def collect(x):
    found = []
    for power in range(3):
        found.append(x**power)
    return found


def merged(table, x):
    copy = dict(table)
    copy["sum"] = tf.add_n(list(table.values())) + x
    return copy


stack, table = [], {"a": tf.constant(1.0)}
x = tf.constant(2.0)
for _ in range(3):
    push(stack, x)
    fill(table, x)
    print(len(stack), float(table["last"]), [float(v) for v in collect(x)], sorted(merged(table, x)))
