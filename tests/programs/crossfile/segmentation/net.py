import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Conv2DTranspose, MaxPool2D


class Double(tf.keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.convs = [Conv2D(width, 3, padding="same", activation="relu") for _ in range(2)]

    def call(self, x):
        for conv in self.convs:
            x = conv(x)
        return x


class UNet(tf.keras.Model):
    def __init__(self, widths):
        super().__init__()
        self.down = [Double(w) for w in widths]
        self.pool = MaxPool2D()
        self.bottom = Double(widths[-1] * 2)
        self.up = [Conv2DTranspose(w, 2, strides=2) for w in reversed(widths)]
        self.post = [Double(w) for w in reversed(widths)]
        self.head = Conv2D(1, 1)

    def call(self, x):
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottom(x)
        for up, post, skip in zip(self.up, self.post, reversed(skips)):
            x = post(self.join(up(x), skip))
        return self.head(x)

    def join(self, x, skip):
        return tf.concat([x, skip], axis=-1)
