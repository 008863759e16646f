import tensorflow as tf
from tensorflow.keras import layers


class DownBlock(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.conv = layers.Conv2D(filters, 3, padding="same", activation="relu")
        self.pool = layers.MaxPooling2D(2)

    def call(self, x):
        features = self.conv(x)
        return features, self.pool(features)


class UpBlock(layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.up = layers.UpSampling2D(2)
        self.conv = layers.Conv2D(filters, 3, padding="same", activation="relu")

    def call(self, x, skip):
        return self.conv(merge(self.up(x), skip))


def merge(decoded, skip):
    return tf.concat([decoded, skip], axis=-1)
