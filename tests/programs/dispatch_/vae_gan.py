"""A VAE with a sampling layer and a GAN step, from the tutorials."""
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Sampling(layers.Layer):
    def call(self, inputs):
        z_mean, z_log_var = inputs
        batch = tf.shape(z_mean)[0]
        dim = tf.shape(z_mean)[1]
        epsilon = tf.random.normal(shape=(batch, dim))
        return z_mean + tf.exp(0.5 * z_log_var) * epsilon


class VAE(keras.Model):
    def __init__(self, latent=2):
        super().__init__()
        self.hidden = layers.Dense(16, activation="relu")
        self.mean = layers.Dense(latent)
        self.logvar = layers.Dense(latent)
        self.sampling = Sampling()
        self.decoder = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(20)])

    def encode(self, x):
        h = self.hidden(x)
        return self.mean(h), self.logvar(h)

    def call(self, x):
        mean, logvar = self.encode(x)
        z = self.sampling((mean, logvar))
        self.add_loss(kl(mean, logvar))
        return self.decoder(z)


def kl(mean, logvar):
    return -0.5 * tf.reduce_mean(1 + logvar - tf.square(mean) - tf.exp(logvar))


def generator_loss(fake):
    return cross_entropy(tf.ones_like(fake), fake)


def discriminator_loss(real, fake):
    return cross_entropy(tf.ones_like(real), real) + cross_entropy(tf.zeros_like(fake), fake)


def make_generator():
    model = keras.Sequential()
    model.add(layers.Dense(7 * 7 * 8, use_bias=False, input_shape=(10,)))
    model.add(layers.BatchNormalization())
    model.add(layers.LeakyReLU())
    model.add(layers.Reshape((7, 7, 8)))
    model.add(layers.Conv2DTranspose(4, 5, strides=2, padding="same"))
    model.add(layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"))
    return model


def make_discriminator():
    return keras.Sequential(
        [
            layers.Conv2D(8, (5, 5), strides=(2, 2), padding="same", input_shape=[28, 28, 1]),
            layers.LeakyReLU(),
            layers.Dropout(0.3),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )


@tf.function
def train_step(images):
    noise = tf.random.normal([BATCH, 10])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated = generator(noise, training=True)
        real = discriminator(images, training=True)
        fake = discriminator(generated, training=True)
        g_loss, d_loss = generator_loss(fake), discriminator_loss(real, fake)
    apply(g_opt, gen_tape.gradient(g_loss, generator.trainable_variables), generator.trainable_variables)
    apply(d_opt, disc_tape.gradient(d_loss, discriminator.trainable_variables), discriminator.trainable_variables)
    return g_loss, d_loss


def apply(optimizer, grads, variables):
    optimizer.apply_gradients(zip(grads, variables))


def show(image):
    return tf.cast(image * 127.5 + 127.5, tf.uint8)


BATCH = 4
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
generator, discriminator = make_generator(), make_discriminator()
g_opt, d_opt = keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)
(train_images, _), _ = keras.datasets.mnist.load_data()
train_images = train_images[:10].reshape(10, 28, 28, 1).astype("float32")
train_images = (train_images - 127.5) / 127.5
for batch in tf.data.Dataset.from_tensor_slices(train_images).shuffle(10).batch(BATCH):
    train_step(batch)
show(generator(tf.random.normal([1, 10]), training=False)[0, :, :, 0])
vae = VAE()
vae.compile(optimizer="adam", loss="mse")
x = tf.random.normal([12, 20])
vae.fit(x, x, batch_size=6, verbose=0)
kl(*vae.encode(x[:3]))
