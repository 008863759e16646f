"""Compiled functions called in the ways that retrace them."""

import tensorflow as tf

TRACES = []


@tf.function
def scaled(x, factor):
    TRACES.append("scaled")
    return x * factor


@tf.function
def summed(values):
    TRACES.append("summed")
    return tf.add_n(values)


@tf.function
def padded(x):
    return pad(x, 1)


def pad(x, by):
    return tf.pad(x, [[by, by]])


def compile_per_call(x):
    f = tf.function(lambda t: t + 1.0)
    return f(x)


def compile_in_loop(xs):
    results = []
    for x in xs:
        step = tf.function(square)
        results.append(step(x))
    return results


def square(x):
    return x * x


class Layer:
    def __init__(self, w):
        self.w = w

    @tf.function
    def forward(self, x):
        return x @ self.w


for step in range(4):
    scaled(tf.ones([2]), step * 0.1)
for n in (1, 2, 3):
    summed([tf.ones([2])] * n)
    padded(tf.ones([n]))
print(TRACES.count("scaled"), TRACES.count("summed"))
print(compile_per_call(tf.zeros([2])).numpy(), len(compile_in_loop([tf.ones([1]), tf.ones([2])])))
layers = [Layer(tf.eye(2) * i) for i in (1.0, 2.0)]
print([layer.forward(tf.ones([1, 2])).numpy().sum() for layer in layers])
