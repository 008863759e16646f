"""One step for several models and optimizers: the variables of the second are made in a later trace."""

import tensorflow as tf
from tensorflow import keras


def step(model, optimizer, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(x) ** 2)
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


def make():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])


pairs = [(make(), keras.optimizers.Adam(0.1)), (make(), keras.optimizers.SGD(0.1))]
for _ in range(3):
    print([round(float(step(model, optimizer, tf.ones([4, 2]))), 4) for model, optimizer in pairs])
