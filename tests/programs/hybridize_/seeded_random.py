"""A seed makes random numbers repeat; a graph would draw others than eager execution."""

import tensorflow as tf

tf.random.set_seed(7)
generator = tf.random.Generator.from_seed(3)


def noisy(x):
    return x + tf.random.normal(tf.shape(x))


def through_helper(x):
    return tf.reduce_sum(noisy(x) ** 2)


def dropped(x):
    return tf.nn.dropout(x, 0.5)


def from_generator(x):
    return x + generator.normal([3])


def stateless(x, step):
    return x + tf.random.stateless_normal([3], tf.stack([step, 1]))


def quiet(x):
    return tf.reduce_sum(x * x)


x = tf.ones([3])
for step in range(3):
    print(noisy(x).numpy().round(4).tolist(), round(float(through_helper(x)), 3))
    print(dropped(x).numpy().tolist(), from_generator(x).numpy().round(4).tolist())
    print(stateless(x, tf.constant(step)).numpy().round(4).tolist(), float(quiet(x)))
