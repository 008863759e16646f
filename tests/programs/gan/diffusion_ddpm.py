"""Denoising diffusion: schedule, forward noising, training step, sampling."""

import numpy as np
import tensorflow as tf

STEPS = 8
betas = np.linspace(1e-3, 0.2, STEPS, dtype=np.float32)
alphas = 1.0 - betas
alpha_bars = np.cumprod(alphas)


def extract(values, t, rank):
    gathered = tf.gather(values, t)
    return tf.reshape(gathered, [-1] + [1] * (rank - 1))


def add_noise(x, t, noise):
    a = extract(alpha_bars, t, x.shape.rank)
    return tf.sqrt(a) * x + tf.sqrt(1.0 - a) * noise


def time_embedding(t, dim):
    frequencies = tf.exp(tf.linspace(0.0, -4.0, dim // 2))
    angles = tf.cast(t, tf.float32)[:, None] * frequencies[None, :]
    return tf.concat([tf.sin(angles), tf.cos(angles)], axis=-1)


class Denoiser(tf.keras.Model):
    def __init__(self, channels):
        super().__init__()
        self.inner = tf.keras.layers.Conv2D(channels, 3, padding="same", activation="relu")
        self.time = tf.keras.layers.Dense(channels)
        self.outer = tf.keras.layers.Conv2D(1, 3, padding="same")

    def call(self, x, t):
        h = self.inner(x) + self.time(time_embedding(t, 8))[:, None, None, :]
        return self.outer(h)


@tf.function
def train_step(model, optimizer, x):
    t = tf.random.uniform([tf.shape(x)[0]], 0, STEPS, dtype=tf.int32)
    noise = tf.random.normal(tf.shape(x))
    with tf.GradientTape() as tape:
        predicted = model(add_noise(x, t, noise), t)
        loss = tf.reduce_mean(tf.square(predicted - noise))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def sample(model, shape):
    x = tf.random.normal(shape)
    for step in reversed(range(STEPS)):
        x = denoise_step(model, x, step)
    return x


def denoise_step(model, x, step):
    t = tf.fill([x.shape[0]], step)
    predicted = model(x, t)
    mean = (x - betas[step] / np.sqrt(1 - alpha_bars[step]) * predicted) / np.sqrt(alphas[step])
    if step == 0:
        return mean
    return mean + np.sqrt(betas[step]) * tf.random.normal(tf.shape(x))


tf.random.set_seed(0)
model, optimizer = Denoiser(4), tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    loss = train_step(model, optimizer, tf.random.normal([3, 8, 8, 1]))
print(loss.shape, sample(model, [2, 8, 8, 1]).shape)
