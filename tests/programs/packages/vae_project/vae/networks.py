import tensorflow as tf

from . import ops


class Encoder(tf.keras.layers.Layer):
    def __init__(self, hidden, latent, name="encoder"):
        super().__init__(name=name)
        self.hidden = tf.keras.layers.Dense(hidden, activation="relu")
        self.mean = tf.keras.layers.Dense(latent)
        self.log_var = tf.keras.layers.Dense(latent)

    def call(self, x):
        h = self.hidden(x)
        return self.mean(h), self.log_var(h)


class Decoder(tf.keras.layers.Layer):
    def __init__(self, hidden, output_dim, name="decoder"):
        super().__init__(name=name)
        self.net = tf.keras.Sequential(
            [tf.keras.layers.Dense(hidden, activation="relu"), tf.keras.layers.Dense(output_dim)]
        )

    def call(self, z):
        return self.net(z)


class VAE(tf.keras.Model):
    def __init__(self, config):
        super().__init__()
        self.encoder = Encoder(config.hidden, config.latent)
        self.decoder = Decoder(config.hidden, config.input_dim)

    def call(self, x):
        mean, log_var = self.encoder(x)
        z = ops.reparameterize(mean, log_var)
        return self.decoder(z), mean, log_var
