"""A tape that recorded outside knows nothing of a graph that it is given to."""

import tensorflow as tf


def backward(tape, loss, variable):
    gradient = tape.gradient(loss, variable)
    variable.assign_sub(0.1 * gradient)


def forward(variable, x):
    return tf.reduce_sum((variable * x - 1.0) ** 2)


variable = tf.Variable([1.0, 2.0])
x = tf.constant([0.5, 0.25])
for _ in range(4):
    with tf.GradientTape() as tape:
        loss = forward(variable, x)
    backward(tape, loss, variable)
    print(round(float(loss), 5))
