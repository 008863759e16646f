import tensorflow as tf
from tensorflow.keras import layers


class Tower(layers.Layer):
    def __init__(self, size, dim, **kwargs):
        super().__init__(**kwargs)
        self.table = layers.Embedding(size, dim)
        self.project = layers.Dense(dim)

    def call(self, ids):
        return self.normalise(self.project(self.table(ids)))

    @staticmethod
    def normalise(x):
        return tf.math.l2_normalize(x, -1)


class Hybrid(tf.keras.Model):
    def __init__(self, users, items, dim):
        super().__init__()
        self.user, self.item = Tower(users, dim), Tower(items, dim)
        self.head = tf.keras.Sequential([layers.Dense(8, "relu"), layers.Dense(1)])

    def embed(self, inputs):
        return tf.concat([self.user(inputs["user"]), self.item(inputs["item"]), inputs["context"]], 1)

    def call(self, inputs):
        return tf.squeeze(self.head(self.embed(inputs)), -1)


class RankHead(tf.keras.Model):
    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], 1), initializer="ones")

    def call(self, x, training=False):
        return self.combine(x, self.w)

    def combine(self, x, w):
        return tf.sigmoid(x @ w)
