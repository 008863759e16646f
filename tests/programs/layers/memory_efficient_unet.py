import tensorflow as tf
from tensorflow.keras import layers


class WeightStandardizedConv(layers.Conv2D):
    def convolution_op(self, inputs, kernel):
        mean, variance = tf.nn.moments(tf.convert_to_tensor(kernel), axes=[0, 1, 2], keepdims=True)
        standardized = (kernel - mean) / tf.sqrt(variance + 1e-5)
        return super().convolution_op(inputs, standardized)


class Block(layers.Layer):
    def __init__(self, width, groups=2):
        super().__init__()
        self.conv = WeightStandardizedConv(width, 3, padding="same")
        self.norm = layers.GroupNormalization(groups)
        self.shift = layers.Dense(2 * width)

    def call(self, x, conditioning=None):
        x = self.norm(self.conv(x))
        if conditioning is not None:
            x = modulate(x, self.shift(conditioning))
        return tf.nn.silu(x)


def modulate(x, parameters):
    scale, shift = tf.split(parameters[:, None, None, :], 2, axis=-1)
    return x * (1.0 + scale) + shift


class UNet(tf.keras.Model):
    def __init__(self, widths):
        super().__init__()
        self.downs = [Block(w) for w in widths]
        self.middle = Block(widths[-1])
        self.ups = [Block(w) for w in widths[::-1]]
        self.out = layers.Conv2D(1, 1)

    def call(self, inputs):
        x, noise_level = inputs
        embedding = sinusoidal(noise_level, 4)
        skips = []
        for block in self.downs:
            x = block(x, embedding)
            skips.append(x)
            x = tf.nn.avg_pool2d(x, 2, 2, "VALID")
        x = self.middle(x, conditioning=embedding)
        for block in self.ups:
            x = tf.image.resize(x, tf.shape(skips[-1])[1:3], method="nearest")
            x = block(tf.concat([x, skips.pop()], axis=-1))
        return self.out(x)


def sinusoidal(level, dim):
    angles = level[:, None] * tf.exp(tf.linspace(0.0, 5.0, dim))[None, :]
    return tf.concat([tf.sin(angles), tf.cos(angles)], axis=1)


tf.random.set_seed(0)
print(UNet([4, 8])((tf.random.normal([2, 8, 8, 1]), tf.constant([0.1, 0.9]))).shape)
