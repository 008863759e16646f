"""Python values from outside that change later, and that do not."""

import tensorflow as tf

rate = 0.5
SCALE = 2.0


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.temperature = 1.0
        self.offset = 3.0

    def soft(self, x):
        return tf.nn.softmax(x / self.temperature)

    def shifted(self, x):
        return tf.reduce_sum(x + self.offset)


def step(x):
    return x * rate


def scaled(x):
    return x * SCALE


def make(power):
    def raised(x):
        return tf.reduce_sum(x**power)

    return raised


model = Model()
cube = make(3)
x = tf.constant([1.0, 2.0])
for _ in range(3):
    print(step(x).numpy().tolist(), scaled(x).numpy().tolist(), float(cube(x)))
    print(model.soft(x).numpy().round(4).tolist(), float(model.shifted(x)))
    rate *= 0.5
    model.temperature *= 2.0
