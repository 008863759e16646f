import tensorflow as tf
from tensorflow import keras


class MlpBlock(keras.layers.Layer):
    def __init__(self, dim, hidden):
        super().__init__()
        self.fc1 = keras.layers.Dense(hidden, activation=tf.nn.gelu)
        self.fc2 = keras.layers.Dense(dim)

    def call(self, x):
        return self.fc2(self.fc1(x))


class MixerLayer(keras.layers.Layer):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = hidden

    def build(self, input_shape):
        _, tokens, channels = input_shape
        self.norm1, self.norm2 = keras.layers.LayerNormalization(), keras.layers.LayerNormalization()
        self.token_mixing = MlpBlock(tokens, self.hidden)
        self.channel_mixing = MlpBlock(channels, self.hidden)

    def call(self, x):
        y = transpose_tokens(self.norm1(x))
        x = x + transpose_tokens(self.token_mixing(y))
        return x + self.channel_mixing(self.norm2(x))


def transpose_tokens(x):
    return tf.transpose(x, [0, 2, 1])


class SpatialGating(keras.layers.Layer):
    def build(self, shape):
        self.project = keras.layers.Dense(shape[1], bias_initializer="ones")

    def call(self, x):
        u, v = tf.split(x, 2, axis=-1)
        return u * transpose_tokens(self.project(transpose_tokens(v)))


class StochasticDepth(keras.layers.Layer):
    def __init__(self, rate, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, x, residual, training=False):
        if not training:
            return x + residual
        keep = 1.0 - self.rate
        mask = tf.floor(keep + tf.random.uniform([tf.shape(x)[0], 1, 1]))
        return x + residual / keep * mask


tf.random.set_seed(0)
x = tf.random.normal([2, 6, 8])
mixed = MixerLayer(10)(x)
gated = SpatialGating()(mixed)
drop = StochasticDepth(0.2)
print(mixed.shape, gated.shape, drop(x, mixed).shape, drop(x, mixed, training=True).shape)
