"""Abstract base models with hooks, several subclasses, models inside models."""

import tensorflow as tf


class BaseClassifier(tf.keras.Model):
    def __init__(self, classes, **kwargs):
        super().__init__(**kwargs)
        self.head = tf.keras.layers.Dense(classes)

    def backbone(self, x, training):
        raise NotImplementedError

    def preprocess(self, x):
        return tf.cast(x, tf.float32)

    def call(self, inputs, training=False):
        x = self.preprocess(inputs)
        x = self.backbone(x, training)
        return self.head(x)


class MLP(BaseClassifier):
    def __init__(self, widths, **kwargs):
        super().__init__(**kwargs)
        self.hidden = [tf.keras.layers.Dense(w, activation="relu") for w in widths]

    def preprocess(self, x):
        x = super().preprocess(x)
        return tf.reshape(x, [tf.shape(x)[0], 36])

    def backbone(self, x, training):
        for layer in self.hidden:
            x = layer(x)
        return x


class CNN(BaseClassifier):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.conv = tf.keras.layers.Conv2D(3, 3)
        self.drop = tf.keras.layers.Dropout(0.3)

    def backbone(self, x, training):
        x = self.drop(self.conv(x[..., None]), training=training)
        return tf.reduce_max(x, axis=(1, 2))


class Ensemble(tf.keras.Model):
    def __init__(self, members):
        super().__init__()
        self.members = members

    def call(self, x):
        return average([member(x) for member in self.members])


def average(logits):
    return tf.reduce_mean(tf.stack([tf.nn.softmax(l) for l in logits]), axis=0)


tf.random.set_seed(0)
images = tf.cast(tf.random.uniform([4, 6, 6], 0, 255, dtype=tf.int32), tf.uint8)
ensemble = Ensemble([MLP([8], classes=3), CNN(classes=3)])
print(ensemble(images).shape)
print(ensemble.members[1](images, training=True).dtype.name)
