import tensorflow as tf
from tensorflow.keras import layers as L


class SqueezeExcite(L.Layer):
    def __init__(self, ratio=4):
        super().__init__()
        self.ratio = ratio

    def build(self, input_shape):
        channels = input_shape[-1]
        self.reduce = L.Dense(max(1, channels // self.ratio), activation="relu")
        self.expand = L.Dense(channels, activation="sigmoid")

    def call(self, x):
        pooled = spatial_mean(x)
        weights = self.expand(self.reduce(pooled))
        return reweight(x, weights)


def spatial_mean(x):
    return tf.reduce_mean(x, axis=[1, 2])


def reweight(x, weights):
    return x * weights[:, tf.newaxis, tf.newaxis, :]


class InvertedResidual(L.Layer):
    def __init__(self, filters, expansion=2):
        super().__init__()
        self.filters, self.expansion = filters, expansion

    def build(self, shape):
        self.expand = L.Conv2D(shape[-1] * self.expansion, 1, use_bias=False)
        self.depthwise = L.DepthwiseConv2D(3, padding="same")
        self.se = SqueezeExcite()
        self.project = L.Conv2D(self.filters, 1)
        self.skip = shape[-1] == self.filters

    def call(self, x):
        y = tf.nn.relu6(self.expand(x))
        y = self.se(self.depthwise(y))
        y = self.project(y)
        return x + y if self.skip else y


def stages(x, widths):
    for width in widths:
        x = InvertedResidual(width)(x)
        x = tf.nn.max_pool2d(x, 2, 2, "SAME")
    return x


print(stages(tf.ones([2, 9, 9, 4]), [4, 6]).shape)
print(SqueezeExcite(2)(tf.ones([1, 3, 5, 6])).shape)
