import enum
from dataclasses import dataclass

import tensorflow as tf


class Pooling(enum.Enum):
    MEAN = "mean"
    MAX = "max"
    LAST = "last"


class Norm(enum.IntEnum):
    NONE = 0
    L1 = 1
    L2 = 2


@dataclass
class HeadConfig:
    pooling: Pooling = Pooling.MEAN
    norm: Norm = Norm.L2
    units: int = 4


class Head:
    def __init__(self, config: HeadConfig, seed: int):
        self.config = config
        self.kernel = None
        self.seed = seed

    def pool(self, x):
        if self.config.pooling is Pooling.MEAN:
            return tf.reduce_mean(x, axis=1)
        if self.config.pooling is Pooling.MAX:
            return tf.reduce_max(x, axis=1)
        return x[:, -1]

    def normalise(self, x):
        return normalise(x, self.config.norm)

    def __call__(self, x):
        pooled = self.normalise(self.pool(x))
        if self.kernel is None:
            self.kernel = tf.random.stateless_normal([pooled.shape[-1], self.config.units], [self.seed, 0])
        return project(pooled, self.kernel)


def normalise(x, norm):
    if norm == Norm.NONE:
        return x
    order = int(norm)
    return x / tf.norm(x, ord=order, axis=-1, keepdims=True)


def project(x, kernel):
    return tf.matmul(x, kernel)


x = tf.reshape(tf.range(1.0, 25.0), [2, 4, 3])
for pooling in Pooling:
    for norm in (Norm.NONE, Norm.L1):
        head = Head(HeadConfig(pooling=pooling, norm=norm), seed=1)
        out = head(x)
    print(pooling.value, out.shape)
print(Head(HeadConfig(units=2), 0)(x[:1]).shape)
