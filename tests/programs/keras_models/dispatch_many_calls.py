"""One layer class used eagerly, in Sequential, functionally, in fit, with several ranks."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Scale(keras.layers.Layer):
    def __init__(self, init=1.0):
        super().__init__()
        self.init = init

    def build(self, shape):
        self.alpha = self.add_weight(shape=(shape[-1],), initializer=keras.initializers.Constant(self.init))

    def call(self, x):
        return apply_scale(x, self.alpha)


def apply_scale(x, alpha):
    return x * alpha


class Twice(keras.layers.Layer):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def call(self, x, training=None):
        return self.inner(self.inner(x))


def eager():
    return Scale()(tf.ones([2, 3])), Scale(2.0)(tf.ones([2, 4, 5])), Twice(Scale(3.0))(np.ones((1, 2), np.float32))


def sequential():
    model = keras.Sequential([keras.Input((3,)), Scale(), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((10, 3), np.float32), np.zeros((10, 1), np.float32), batch_size=4, verbose=0)
    return model.predict(np.ones((7, 3), np.float32), batch_size=4, verbose=0)


def functional():
    a = keras.Input((4, 2))
    b = Twice(Scale())(a)
    model = keras.Model(a, keras.layers.Flatten()(b))
    return model(tf.ones([3, 4, 2]))


keras.utils.set_random_seed(0)
print([t.shape for t in eager()], sequential().shape, functional().shape)
