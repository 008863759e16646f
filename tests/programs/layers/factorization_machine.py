import tensorflow as tf


class FM(tf.keras.layers.Layer):
    """Factorization machine over sparse feature ids."""

    def __init__(self, features, rank):
        super().__init__()
        self.features = features
        self.rank = rank

    def build(self, _):
        self.linear = self.add_weight(name="linear", shape=[self.features, 1], initializer="zeros")
        self.factors = self.add_weight(name="factors", shape=[self.features, self.rank])
        self.bias = self.add_weight(name="bias", shape=[], initializer="zeros")

    def call(self, ids):
        linear = tf.reduce_sum(tf.gather(self.linear, ids), axis=1)
        pairwise = interactions(tf.gather(self.factors, ids))
        return tf.squeeze(linear, -1) + pairwise + self.bias


def interactions(vectors):
    square_of_sum = tf.square(tf.reduce_sum(vectors, axis=1))
    sum_of_square = tf.reduce_sum(tf.square(vectors), axis=1)
    return 0.5 * tf.reduce_sum(square_of_sum - sum_of_square, axis=1)


class CrossLayer(tf.keras.layers.Layer):
    def build(self, shape):
        dim = int(shape[-1])
        self.w = self.add_weight(name="w", shape=(dim, 1))
        self.b = self.add_weight(name="b", shape=(dim,), initializer="zeros")

    def call(self, x0, x):
        return x0 * tf.matmul(x, self.w) + self.b + x


def deep_cross(x0, crosses):
    x = x0
    for cross in crosses:
        x = cross(x0, x)
    return x


fm = FM(20, 3)
ids = tf.constant([[1, 5, 9], [0, 2, 19]])
print(fm(ids).shape)
dense = tf.random.stateless_normal([4, 6], [2, 2])
print(deep_cross(dense, [CrossLayer(), CrossLayer()]).shape)
