"""WGAN-GP as a keras.Model with a custom compile and train_step, plus spectral normalisation as a wrapper."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Spectral(keras.layers.Wrapper):
    def build(self, shape):
        self.layer.build(shape)
        self.u = self.add_weight(shape=(1, self.layer.units), initializer="random_normal", trainable=False)

    def call(self, inputs):
        self.normalise()
        return self.layer(inputs)

    def normalise(self):
        w = tf.reshape(self.layer.kernel, [-1, self.layer.units])
        v = unit(tf.matmul(self.u, w, transpose_b=True))
        u = unit(tf.matmul(v, w))
        self.u.assign(u)
        sigma = tf.matmul(tf.matmul(v, w), u, transpose_b=True)
        self.layer.kernel.assign(self.layer.kernel / sigma)


def unit(x):
    return tf.math.l2_normalize(x)


class WGAN(keras.Model):
    def __init__(self, discriminator, generator, latent):
        super().__init__()
        self.discriminator, self.generator, self.latent = discriminator, generator, latent

    def compile(self, d_optimizer, g_optimizer):
        super().compile()
        self.d_optimizer, self.g_optimizer = d_optimizer, g_optimizer

    def gradient_penalty(self, batch, real, fake):
        alpha = tf.random.normal([batch, 1], 0.0, 1.0)
        mixed = real + alpha * (fake - real)
        with tf.GradientTape() as tape:
            tape.watch(mixed)
            score = self.discriminator(mixed, training=True)
        grads = tape.gradient(score, [mixed])[0]
        return penalty(grads)

    def train_step(self, real):
        if isinstance(real, tuple):
            real = real[0]
        batch = tf.shape(real)[0]
        z = tf.random.normal((batch, self.latent))
        with tf.GradientTape() as tape:
            fake = self.generator(z, training=True)
            cost = d_loss(self.discriminator(real), self.discriminator(fake))
            cost += 10.0 * self.gradient_penalty(batch, real, fake)
        grads = tape.gradient(cost, self.discriminator.trainable_variables)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_variables))
        with tf.GradientTape() as tape:
            g_cost = g_loss(self.discriminator(self.generator(z, training=True)))
        grads = tape.gradient(g_cost, self.generator.trainable_variables)
        self.g_optimizer.apply_gradients(zip(grads, self.generator.trainable_variables))
        return {"d": cost, "g": g_cost}


def penalty(grads):
    return tf.reduce_mean((tf.norm(grads, axis=1) - 1.0) ** 2)


def d_loss(real, fake):
    return tf.reduce_mean(fake) - tf.reduce_mean(real)


def g_loss(fake):
    return -tf.reduce_mean(fake)


discriminator = keras.Sequential([keras.Input((6,)), Spectral(keras.layers.Dense(8)), keras.layers.LeakyReLU(), keras.layers.Dense(1)])
generator = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(6)])
gan = WGAN(discriminator, generator, 3)
gan.compile(keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4))
gan.fit(np.random.rand(20, 6).astype("float32"), batch_size=8, epochs=1, verbose=0)
g_loss(discriminator(generator(tf.ones([2, 3]))))
