"""Modules with inheritance, mixins and properties; tensors kept in attributes."""
import tensorflow as tf


class Base(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self._built = False

    def __call__(self, x):
        if not self._built:
            self.build(x)
            self._built = True
        return self.forward(x)

    def build(self, x):
        raise NotImplementedError

    def forward(self, x):
        raise NotImplementedError


class Affine(Base):
    def __init__(self, units, activation=None, name=None):
        super().__init__(name)
        self.units = units
        self.activation = activation or tf.identity

    def build(self, x):
        self.w = tf.Variable(tf.random.normal([x.shape[-1], self.units]), name="w")
        self.b = tf.Variable(tf.zeros([self.units]), name="b")

    def forward(self, x):
        return self.activation(self.pre(x))

    def pre(self, x):
        return x @ self.w + self.b


class NormMixin:
    eps = 1e-5

    def normalise(self, x):
        mean, var = tf.nn.moments(x, axes=[-1], keepdims=True)
        return (x - mean) * tf.math.rsqrt(var + self.eps)


class NormAffine(NormMixin, Affine):
    def forward(self, x):
        return self.normalise(super().forward(x))


class Stack(Base):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def build(self, x):
        self.history = []

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
            self.remember(x)
        return x

    def remember(self, value):
        self.history.append(value)

    @property
    def last(self):
        return self.history[-1]


def describe(value):
    return tf.reduce_mean(value)


def describe_all(values):
    return [describe(v) for v in values]


net = Stack([Affine(16, tf.nn.relu), NormAffine(8, tf.nn.tanh), Affine(1)])
y = net(tf.ones([4, 5]))
describe(y)
describe(net.last)
describe_all(net.history)
describe_all(net.trainable_variables)
