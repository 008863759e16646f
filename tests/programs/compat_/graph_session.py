"""TF 1 style: an explicit graph, placeholders, a session; beside eager code."""

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1


def dense(x, units, name):
    w = v1.get_variable(name + "_w", [x.shape[-1], units], initializer=v1.zeros_initializer())
    return tf.matmul(x, w) + 1.0


def build(graph, features):
    with graph.as_default():
        x = v1.placeholder(tf.float32, [None, features], name="x")
        y = mean(dense(x, 2, "layer"))
        init = v1.global_variables_initializer()
    return x, y, init


def mean(t):
    return tf.reduce_mean(t, axis=0)


def run(graph, x, y, init, batch):
    with v1.Session(graph=graph) as session:
        session.run(init)
        return session.run(y, feed_dict={x: batch})


graph = tf.Graph()
x, y, init = build(graph, 3)
print(run(graph, x, y, init, np.ones((4, 3), np.float32)))
print(mean(tf.ones([5, 2])).numpy())
