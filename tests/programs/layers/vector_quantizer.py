"""Vector quantisation layer with straight-through gradients."""

import tensorflow as tf
from tensorflow.keras import layers


class VectorQuantizer(layers.Layer):
    def __init__(self, num_embeddings, embedding_dim, beta=0.25, **kwargs):
        super().__init__(**kwargs)
        self.embedding_dim = embedding_dim
        self.num_embeddings = num_embeddings
        self.beta = beta
        self.embeddings = self.add_weight(
            shape=(embedding_dim, num_embeddings), initializer="random_uniform", name="embeddings_vqvae"
        )

    def call(self, x):
        input_shape = tf.shape(x)
        flattened = tf.reshape(x, [-1, self.embedding_dim])
        encoding_indices = self.get_code_indices(flattened)
        encodings = tf.one_hot(encoding_indices, self.num_embeddings)
        quantized = tf.matmul(encodings, self.embeddings, transpose_b=True)
        quantized = tf.reshape(quantized, input_shape)
        self.add_loss(commitment(x, quantized, self.beta))
        return x + tf.stop_gradient(quantized - x)

    def get_code_indices(self, flattened_inputs):
        similarity = tf.matmul(flattened_inputs, self.embeddings)
        distances = (
            tf.reduce_sum(flattened_inputs**2, axis=1, keepdims=True)
            + tf.reduce_sum(self.embeddings**2, axis=0)
            - 2 * similarity
        )
        return tf.argmin(distances, axis=1)


def commitment(x, quantized, beta):
    commitment_loss = tf.reduce_mean((tf.stop_gradient(quantized) - x) ** 2)
    codebook_loss = tf.reduce_mean((quantized - tf.stop_gradient(x)) ** 2)
    return beta * commitment_loss + codebook_loss


def perplexity(indices, count):
    frequencies = tf.reduce_mean(tf.one_hot(indices, count), axis=0)
    return tf.exp(-tf.reduce_sum(frequencies * tf.math.log(frequencies + 1e-10)))


tf.random.set_seed(0)
vq = VectorQuantizer(8, 4)
images = tf.random.normal([2, 3, 3, 4])
print(vq(images).shape, len(vq.losses))
indices = vq.get_code_indices(tf.reshape(images, [-1, 4]))
print(indices.dtype.name, perplexity(indices, 8).shape)
