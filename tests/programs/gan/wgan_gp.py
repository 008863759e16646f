"""Wasserstein GAN with gradient penalty, written eagerly with small classes."""

import tensorflow as tf
from tensorflow.keras.layers import Dense


class Generator(tf.keras.Model):
    def __init__(self, dim):
        super().__init__()
        self.net = [Dense(16, activation="relu"), Dense(dim)]

    def call(self, z):
        for layer in self.net:
            z = layer(z)
        return z


class Critic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = Dense(16, activation=tf.nn.leaky_relu)
        self.score = Dense(1)

    def call(self, x):
        return self.score(self.hidden(x))


def interpolate(real, fake):
    eps = tf.random.uniform([tf.shape(real)[0], 1])
    return eps * real + (1 - eps) * fake


def gradient_penalty(critic, real, fake):
    points = interpolate(real, fake)
    with tf.GradientTape() as tape:
        tape.watch(points)
        score = critic(points)
    slopes = tf.norm(tape.gradient(score, points), axis=1)
    return tf.reduce_mean((slopes - 1.0) ** 2)


class WGAN:
    def __init__(self, dim, latent):
        self.latent = latent
        self.generator = Generator(dim)
        self.critic = Critic()
        self.g_opt = tf.keras.optimizers.Adam(1e-3, beta_1=0.5)
        self.c_opt = tf.keras.optimizers.Adam(1e-3, beta_1=0.5)

    def sample(self, n):
        return self.generator(tf.random.normal((n, self.latent)))

    def critic_step(self, real):
        fake = self.sample(real.shape[0])
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))
            loss += 10.0 * gradient_penalty(self.critic, real, fake)
        self._apply(self.c_opt, tape, loss, self.critic.trainable_weights)
        return loss

    def generator_step(self, n):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic(self.sample(n)))
        self._apply(self.g_opt, tape, loss, self.generator.trainable_weights)
        return loss

    def _apply(self, optimizer, tape, loss, weights):
        optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))


def ring(n):
    angle = tf.random.uniform([n], 0.0, 6.28318)
    return tf.stack([tf.cos(angle), tf.sin(angle)], axis=1)


tf.random.set_seed(11)
gan = WGAN(dim=2, latent=3)
for iteration in range(4):
    for _ in range(2):
        critic_loss = gan.critic_step(ring(12))
    generator_loss = gan.generator_step(12)
print(critic_loss.shape, generator_loss.dtype.name, gan.sample(5).shape)
