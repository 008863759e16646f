"""Printing from Python, from TensorFlow, through a helper and through a logger."""

import sys

import tensorflow as tf


def loud(x):
    print("loud", float(tf.reduce_sum(x)))
    return x * 2.0


def helper(x):
    loud(x)
    return x + 1.0


def graph_print(x):
    tf.print("sum", tf.reduce_sum(x), output_stream=sys.stdout)
    return x * 3.0


def written(x):
    sys.stdout.write("written\n")
    return x


def quiet(x):
    return tf.reduce_sum(x * x)


x = tf.constant([1.0, 2.0])
for _ in range(3):
    loud(x)
    helper(x)
    graph_print(x)
    written(x)
    print(float(quiet(x)))
