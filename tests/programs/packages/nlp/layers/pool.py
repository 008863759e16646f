import tensorflow as tf


class AttentionPool(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.score = tf.keras.Sequential([tf.keras.layers.Dense(units, "tanh"), tf.keras.layers.Dense(1)])

    def call(self, x):
        weights = self.weigh(self.score(x))
        return self.reduce(x, weights), weights

    def weigh(self, scores):
        return tf.nn.softmax(scores, axis=1)

    def reduce(self, x, weights):
        return tf.reduce_sum(x * weights, axis=1)
