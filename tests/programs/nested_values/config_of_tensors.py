"""Dataclasses, nested dicts and tuples holding tensors, passed through generic helpers."""

import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Gaussian:
    mean: tf.Tensor
    scale: tf.Tensor

    def sample(self, noise):
        return self.mean + self.scale * noise

    def kl(self, other):
        return divergence(self.mean, self.scale, other.mean, other.scale)


def divergence(m1, s1, m2, s2):
    return tf.reduce_sum(tf.math.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - 0.5, axis=-1)


def nest_map(function, value):
    if isinstance(value, dict):
        return {k: nest_map(function, v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(nest_map(function, v) for v in value)
    return function(value)


def double(x):
    return x * 2


def leading(x):
    return x[0]


def combine(parts):
    first, second = parts["pair"]
    return first + second + parts["bias"]


prior = Gaussian(tf.zeros([4]), tf.ones([4]))
posterior = Gaussian(tf.ones([6, 4]), tf.fill([6, 4], 0.5))
print(posterior.kl(prior).shape, posterior.sample(tf.random.normal([6, 4])).shape)
parts = {"pair": (tf.ones([2, 3]), tf.zeros([2, 3])), "bias": tf.ones([3])}
doubled = nest_map(double, parts)
print(combine(doubled).shape, combine(parts).shape)
print(tf.nest.map_structure(leading, {"a": tf.ones([2, 5]), "b": [tf.zeros([3])]})["a"].shape)
