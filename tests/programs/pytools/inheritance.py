import abc

import tensorflow as tf


class Distribution(abc.ABC):
    def __init__(self, dim):
        self.dim = dim

    @abc.abstractmethod
    def sample(self, n): ...

    @abc.abstractmethod
    def log_prob(self, x): ...

    def entropy_estimate(self, n=8):
        return -tf.reduce_mean(self.log_prob(self.sample(n)))


class Normal(Distribution):
    def __init__(self, loc, scale):
        super().__init__(loc.shape[0])
        self.loc = loc
        self.scale = scale

    def sample(self, n):
        return self.loc + self.scale * tf.random.stateless_normal([n, self.dim], seed=[1, n])

    def log_prob(self, x):
        z = self.standardize(x)
        return tf.reduce_sum(-0.5 * z**2 - tf.math.log(self.scale) - 0.9189385, axis=-1)

    def standardize(self, x):
        return (x - self.loc) / self.scale


class Truncated(Normal):
    def sample(self, n):
        return tf.maximum(super().sample(n), 0.0)

    def log_prob(self, x):
        base = super().log_prob(x)
        return tf.where(tf.reduce_all(x >= 0.0, axis=-1), base, tf.fill(tf.shape(base), -1e9))


class Mixture(Distribution):
    def __init__(self, parts):
        super().__init__(parts[0].dim)
        self.parts = parts

    def sample(self, n):
        return tf.concat([part.sample(n) for part in self.parts], axis=0)

    def log_prob(self, x):
        return tf.reduce_logsumexp([part.log_prob(x) for part in self.parts], axis=0)


normal = Normal(tf.zeros([3]), tf.ones([3]))
truncated = Truncated(tf.constant([1.0, 2.0, 3.0]), tf.fill([3], 0.5))
for distribution in (normal, truncated, Mixture([normal, truncated])):
    print(type(distribution).__name__, distribution.sample(4).shape, distribution.entropy_estimate().shape)
