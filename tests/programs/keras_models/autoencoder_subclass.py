import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers, losses


class Autoencoder(Model):
    def __init__(self, latent_dim, shape):
        super().__init__()
        self.latent_dim = latent_dim
        self.shape = shape
        self.encoder = tf.keras.Sequential([layers.Flatten(), layers.Dense(latent_dim, activation="relu")])
        self.decoder = tf.keras.Sequential(
            [layers.Dense(int(tf.math.reduce_prod(shape)), activation="sigmoid"), layers.Reshape(shape)]
        )

    def call(self, x):
        encoded = self.encoder(x)
        return self.decoder(encoded)


class Denoise(Model):
    def __init__(self):
        super().__init__()
        self.encoder = tf.keras.Sequential(
            [layers.Conv2D(4, 3, activation="relu", padding="same", strides=2), layers.Conv2D(2, 3, padding="same")]
        )
        self.decoder = tf.keras.Sequential(
            [layers.Conv2DTranspose(2, 3, strides=2, padding="same"), layers.Conv2D(1, 3, padding="same")]
        )

    def call(self, x):
        return self.decoder(self.encoder(x))


def load(count):
    (x_train, _), (x_test, _) = tf.keras.datasets.fashion_mnist.load_data()
    return x_train[:count].astype("float32") / 255.0, x_test[: count // 2].astype("float32") / 255.0


def add_noise(x, factor=0.2):
    x = x[..., tf.newaxis]
    return tf.clip_by_value(x + factor * tf.random.normal(shape=x.shape), 0.0, 1.0)


def anomaly(model, data, threshold):
    reconstructions = model(data)
    loss = losses.mae(tf.reshape(reconstructions, [len(data), -1]), tf.reshape(data, [len(data), -1]))
    return tf.math.less(loss, threshold)


tf.keras.utils.set_random_seed(0)
x_train, x_test = load(32)
autoencoder = Autoencoder(8, x_test.shape[1:])
autoencoder.compile(optimizer="adam", loss=losses.MeanSquaredError())
autoencoder.fit(x_train, x_train, epochs=1, batch_size=16, verbose=0, validation_data=(x_test, x_test))
print(anomaly(autoencoder, x_test, 0.5).shape)
noisy = add_noise(x_train)
denoiser = Denoise()
print(denoiser(noisy[:4]).shape, np.asarray(noisy).dtype)
