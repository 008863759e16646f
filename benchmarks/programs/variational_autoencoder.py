"""A variational autoencoder for noisy sine waves."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

LENGTH = 48
LATENT = 3
BATCH_SIZE = 32
EPOCHS = 3


class VariationalAutoencoder(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = tf.keras.Sequential(
            [tf.keras.Input((LENGTH,)), layers.Dense(64, "tanh"), layers.Dense(32, "tanh"), layers.Dense(2 * LATENT)]
        )
        self.decoder = tf.keras.Sequential(
            [tf.keras.Input((LATENT,)), layers.Dense(32, "tanh"), layers.Dense(64, "tanh"), layers.Dense(LENGTH)]
        )

    def encode(self, x):
        mean, log_variance = tf.split(self.encoder(x), 2, axis=1)
        return mean, log_variance

    def reparameterize(self, mean, log_variance, noise):
        return mean + noise * tf.exp(0.5 * log_variance)

    def decode(self, z):
        return self.decoder(z)


def log_normal(x, mean, log_variance):
    return -0.5 * tf.reduce_sum((x - mean) ** 2 * tf.exp(-log_variance) + log_variance + np.log(2.0 * np.pi), axis=1)


def negative_elbo(model, x, noise):
    mean, log_variance = model.encode(x)
    z = model.reparameterize(mean, log_variance, noise)
    reconstruction = log_normal(x, model.decode(z), tf.fill(tf.shape(x), np.float32(np.log(0.05))))
    prior = log_normal(z, 0.0, tf.zeros_like(z))
    posterior = log_normal(z, mean, log_variance)
    return -tf.reduce_mean(reconstruction + prior - posterior)


def train_step(model, optimizer, x, noise):
    with tf.GradientTape() as tape:
        loss = negative_elbo(model, x, noise)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def waves(count, seed):
    rng = np.random.default_rng(seed)
    t = np.linspace(0.0, 1.0, LENGTH)
    frequency, phase, amplitude = (
        rng.uniform(1, 3, (count, 1)),
        rng.uniform(0, 6, (count, 1)),
        rng.uniform(0.5, 1, (count, 1)),
    )
    signal = amplitude * np.sin(2.0 * np.pi * frequency * t + phase)
    return (signal + rng.normal(0.0, 0.05, signal.shape)).astype("float32"), rng.normal(size=(count, LATENT)).astype(
        "float32"
    )


def main():
    tf.keras.utils.set_random_seed(6)
    model = VariationalAutoencoder()
    optimizer = tf.keras.optimizers.Adam(2e-3)
    data = tf.data.Dataset.from_tensor_slices(waves(1920, seed=8)).batch(BATCH_SIZE, drop_remainder=True)
    for epoch in range(EPOCHS):
        losses = []
        for x, noise in data:
            losses.append(float(train_step(model, optimizer, x, noise)))
        print(f"epoch {epoch + 1}: negative ELBO {np.mean(losses):.2f}")


if __name__ == "__main__":
    main()
