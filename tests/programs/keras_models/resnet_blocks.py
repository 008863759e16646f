"""Residual blocks as a subclassed model, a functional model and a list of blocks."""

import tensorflow as tf


class ResidualBlock(tf.keras.layers.Layer):
    def __init__(self, filters, stride=1):
        super().__init__()
        self.conv1 = tf.keras.layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)
        self.bn1 = tf.keras.layers.BatchNormalization()
        self.conv2 = tf.keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.bn2 = tf.keras.layers.BatchNormalization()
        if stride != 1:
            self.shortcut = tf.keras.layers.Conv2D(filters, 1, strides=stride)
        else:
            self.shortcut = lambda x: x

    def call(self, x, training=False):
        out = tf.nn.relu(self.bn1(self.conv1(x), training=training))
        out = self.bn2(self.conv2(out), training=training)
        return tf.nn.relu(out + self.shortcut(x))


class TinyResNet(tf.keras.Model):
    def __init__(self, depths, num_classes):
        super().__init__()
        self.stem = tf.keras.layers.Conv2D(8, 3, padding="same")
        self.blocks = []
        for index, depth in enumerate(depths):
            for layer in range(depth):
                self.blocks.append(ResidualBlock(8 * 2**index, stride=2 if index and not layer else 1))
        self.pool = tf.keras.layers.GlobalAveragePooling2D()
        self.head = tf.keras.layers.Dense(num_classes)

    def features(self, x, training):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x, training=training)
        return x

    def call(self, inputs, training=False):
        return self.head(self.pool(self.features(inputs, training)))


def top_k_accuracy(labels, logits, k=2):
    return tf.reduce_mean(tf.cast(tf.math.in_top_k(labels, logits, k), tf.float32))


def main():
    tf.random.set_seed(0)
    model = TinyResNet([1, 1], num_classes=4)
    images = tf.random.uniform([6, 16, 16, 3])
    labels = tf.constant([0, 1, 2, 3, 0, 1])
    logits = model(images, training=True)
    print(logits.shape, float(top_k_accuracy(labels, logits)) <= 1.0)
    maps = model.features(images[:2], False)
    print(maps.shape)


if __name__ == "__main__":
    main()
