import tensorflow as tf
from tensorflow.keras import layers

from .blocks import DownBlock, UpBlock


class UNet(tf.keras.Model):
    def __init__(self, filters):
        super().__init__()
        self.downs = [DownBlock(f) for f in filters]
        self.bottom = layers.Conv2D(filters[-1] * 2, 3, padding="same", activation="relu")
        self.ups = [UpBlock(f) for f in reversed(filters)]
        self.head = layers.Conv2D(1, 1)

    def call(self, x, training=False):
        skips = []
        for down in self.downs:
            skip, x = down(x)
            skips.append(skip)
        x = self.bottom(x)
        for up, skip in zip(self.ups, reversed(skips)):
            x = up(x, skip)
        return self.head(x)
