import tensorflow as tf


class SpectralNormalization(tf.keras.layers.Wrapper):
    """Divide a layer's kernel by an estimate of its largest singular value."""

    def __init__(self, layer, power_iterations=1, **kwargs):
        super().__init__(layer, **kwargs)
        self.power_iterations = power_iterations

    def build(self, input_shape):
        super().build(input_shape)
        self.kernel = self.layer.kernel
        self.vector_u = self.add_weight(
            shape=(1, self.kernel.shape[-1]), initializer="random_normal", trainable=False, name="u"
        )

    def call(self, inputs, training=False):
        if training:
            self.normalize()
        return self.layer(inputs)

    def normalize(self):
        weights = tf.reshape(self.kernel, [-1, self.kernel.shape[-1]])
        u = self.vector_u
        for _ in range(self.power_iterations):
            v = unit(tf.matmul(u, weights, transpose_b=True))
            u = unit(tf.matmul(v, weights))
        sigma = largest(v, weights, u)
        self.vector_u.assign(u)
        self.kernel.assign(tf.reshape(weights / sigma, self.kernel.shape))


def unit(x):
    return tf.math.l2_normalize(x, epsilon=1e-8)


def largest(v, weights, u):
    return tf.squeeze(tf.matmul(tf.matmul(v, weights), u, transpose_b=True))


tf.random.set_seed(0)
dense = SpectralNormalization(tf.keras.layers.Dense(4))
print(dense(tf.ones([2, 3])).shape, dense(tf.ones([2, 3]), training=True).shape)
conv = SpectralNormalization(tf.keras.layers.Conv2D(3, 2), power_iterations=2)
print(conv(tf.ones([1, 5, 5, 2]), training=True).shape)
