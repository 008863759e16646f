"""Variables and layers made in the first call, and in every call."""

import tensorflow as tf


class Lazy(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = None

    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(tf.ones([x.shape[-1]]))
        return tf.reduce_sum(self.w * x)


def fresh(x):
    v = tf.Variable(x)
    v.assign_add(x)
    return v.read_value()


def fresh_layer(x):
    return tf.keras.layers.Dense(1, kernel_initializer="ones")(x)


lazy = Lazy()
x = tf.constant([[1.0, 2.0]])
for _ in range(3):
    print(float(lazy(x)), fresh(x).numpy().tolist(), fresh_layer(x).numpy().tolist())
