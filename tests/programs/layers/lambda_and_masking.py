import tensorflow as tf
from tensorflow import keras


def cumulative(x):
    return tf.cumsum(x, axis=1)


def antirectify(x):
    x -= tf.reduce_mean(x, axis=1, keepdims=True)
    x = tf.nn.l2_normalize(x, axis=1)
    return tf.concat([tf.nn.relu(x), tf.nn.relu(-x)], axis=1)


class TemporalMean(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.supports_masking = True

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, x, mask=None):
        if mask is None:
            return tf.reduce_mean(x, axis=1)
        weights = tf.cast(mask, x.dtype)[..., tf.newaxis]
        return masked_average(x, weights)


def masked_average(x, weights):
    return tf.reduce_sum(x * weights, axis=1) / tf.maximum(tf.reduce_sum(weights, axis=1), 1.0)


def build():
    inputs = keras.Input((6,), dtype="int32")
    x = keras.layers.Embedding(10, 4, mask_zero=True)(inputs)
    x = TemporalMean()(x)
    x = keras.layers.Lambda(antirectify)(x)
    return keras.Model(inputs, keras.layers.Dense(2)(x))


model = build()
tokens = tf.constant([[1, 2, 3, 0, 0, 0], [4, 5, 6, 7, 8, 9]])
print(model(tokens).shape)
print(keras.layers.Lambda(cumulative)(tf.ones([2, 3, 1])).numpy()[0, :, 0])
print(TemporalMean()(tf.ones([2, 3, 5])).shape)
