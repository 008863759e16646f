import tensorflow as tf

from .base import Classifier


class RecurrentModel(Classifier):
    def __init__(self, classes, units=6):
        super().__init__(classes)
        self.gru = tf.keras.layers.GRU(units)

    def encode(self, features, training):
        return self.gru(features, training=training)
