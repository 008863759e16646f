import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def normalizer_for(values):
    normalizer = layers.Normalization(axis=None)
    normalizer.adapt(values)
    return normalizer


def category_encoder(vocabulary, tokens):
    index = layers.StringLookup(vocabulary=vocabulary)
    encoder = layers.CategoryEncoding(num_tokens=index.vocabulary_size(), output_mode="one_hot")
    return encoder(index(tokens))


def bucketize(values, boundaries):
    return layers.Discretization(bin_boundaries=boundaries)(values)


class ImageStem(keras.Model):
    def __init__(self):
        super().__init__()
        self.rescale = layers.Rescaling(1.0 / 127.5, offset=-1)
        self.crop = layers.CenterCrop(6, 6)
        self.conv = layers.SeparableConv2D(4, 3)

    def call(self, images, training=False):
        x = self.crop(self.rescale(images))
        return global_features(self.conv(x))


def global_features(maps):
    return tf.concat([tf.reduce_mean(maps, [1, 2]), tf.reduce_max(maps, [1, 2])], axis=-1)


def assemble(*columns):
    return tf.concat([tf.cast(c, tf.float32) for c in columns], axis=1)


keras.utils.set_random_seed(0)
ages = np.array([[22.0], [38.0], [26.0]], "float32")
ports = tf.constant(["S", "C", "S"])
normal = normalizer_for(ages)
table = assemble(normal(ages), category_encoder(["S", "C"], ports), bucketize(ages, [25.0, 30.0]))
print(table.shape)
print(ImageStem()(tf.cast(tf.random.uniform([2, 9, 8, 3], 0, 255, tf.int32), tf.uint8)).shape)
