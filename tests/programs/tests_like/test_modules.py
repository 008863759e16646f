import unittest

import tensorflow as tf


class Dense(tf.Module):
    def __init__(self, units, activation=None, name=None):
        super().__init__(name=name)
        self.units = units
        self.activation = activation

    @tf.Module.with_name_scope
    def __call__(self, x):
        if not hasattr(self, "w"):
            self.w = tf.Variable(tf.random.normal([x.shape[-1], self.units]), name="w")
            self.b = tf.Variable(tf.zeros([self.units]), name="b")
        return self.activate(tf.matmul(x, self.w) + self.b)

    def activate(self, y):
        return y if self.activation is None else self.activation(y)


def gelu(x):
    return 0.5 * x * (1.0 + tf.math.erf(x / tf.sqrt(2.0)))


class MLP(tf.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [Dense(s, gelu) for s in sizes]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def grads_of(model, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(x) ** 2)
    return tape.gradient(loss, model.trainable_variables)


def global_norm(gradients):
    return tf.linalg.global_norm(gradients)


class TestMLP(unittest.TestCase):
    def setUp(self):
        self.model = MLP([4, 2])
        self.x = tf.ones([3, 5])

    def test_output(self):
        self.assertEqual(self.model(self.x).shape, (3, 2))

    def test_gradients(self):
        gradients = grads_of(self.model, self.x)
        self.assertGreater(float(global_norm(gradients)), 0.0)

    def test_single(self):
        self.assertEqual(Dense(3)(tf.zeros([1, 2])).shape[-1], 3)


if __name__ == "__main__":
    unittest.main()
