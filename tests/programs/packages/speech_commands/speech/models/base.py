import tensorflow as tf


class Classifier(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.out = tf.keras.layers.Dense(classes)

    def encode(self, features, training):
        raise NotImplementedError

    def call(self, features, training=False):
        return self.out(self.encode(features, training))
