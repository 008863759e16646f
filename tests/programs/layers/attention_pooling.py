import tensorflow as tf
from tensorflow import keras


class AttentionPooling(keras.layers.Layer):
    """Weighted mean over time, with a mask."""

    def __init__(self, dim):
        super().__init__()
        self.score = keras.layers.Dense(dim, activation="tanh")
        self.vector = keras.layers.Dense(1, use_bias=False)

    def scores(self, sequence):
        return tf.squeeze(self.vector(self.score(sequence)), axis=-1)

    def call(self, sequence, mask=None):
        logits = self.scores(sequence)
        if mask is not None:
            logits += (1.0 - tf.cast(mask, logits.dtype)) * -1e9
        weights = tf.nn.softmax(logits, axis=-1)
        return weighted_sum(weights, sequence)


def weighted_sum(weights, values):
    return tf.einsum("bt,btd->bd", weights, values)


def lengths_to_mask(lengths, maxlen):
    return tf.sequence_mask(lengths, maxlen=maxlen)


def random_batch(batch, time, features):
    values = tf.random.stateless_normal([batch, time, features], seed=(1, 2))
    lengths = tf.constant([time, time - 2, 1][:batch])
    return values, lengths


def run(layer):
    values, lengths = random_batch(3, 7, 5)
    mask = lengths_to_mask(lengths, 7)
    pooled = layer(values, mask=mask)
    unmasked = layer(values)
    return pooled, unmasked


pooled, unmasked = run(AttentionPooling(8))
print(pooled.shape, unmasked.shape)
