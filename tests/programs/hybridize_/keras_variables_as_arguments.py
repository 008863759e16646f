"""Keras variables given to functions: gradients with respect to them are lost in a graph that gets them as arguments."""

import tensorflow as tf
from tensorflow import keras


def gradients(variables, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((tf.matmul(x, variables[0]) + variables[1]) ** 2)
    return tape.gradient(loss, variables)


def decay(variables, rate):
    for variable in variables:
        variable.assign(variable * rate)


def scaled(x, kernel):
    return tf.matmul(x, kernel)


def loss_of(model, x):
    return tf.reduce_mean(model(x) ** 2)


def plain(weights, x):
    return tf.reduce_sum(weights * x)


model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, kernel_initializer="ones")])
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
own = tf.Variable([[1.0, 1.0]])
for _ in range(3):
    kernel, bias = gradients(model.trainable_variables, x)
    print(float(tf.reduce_sum(kernel)), float(tf.reduce_sum(bias)))
    decay(model.trainable_variables, 0.5)
    print(float(tf.reduce_sum(scaled(x, model.layers[0].kernel))), float(loss_of(model, x)), float(plain(own, x)))
