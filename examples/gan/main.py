"""Train a GAN to draw points from a ring."""

import tensorflow as tf
from networks import LATENT, build_discriminator, build_generator, ring

BATCH_SIZE = 64
EPOCHS = 3

tf.keras.utils.set_random_seed(11)
generator = build_generator()
discriminator = build_discriminator()
generator_optimizer = tf.keras.optimizers.Adam(1e-3, beta_1=0.5)
discriminator_optimizer = tf.keras.optimizers.Adam(1e-3, beta_1=0.5)
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)
noise_source = tf.random.Generator.from_seed(5)
snapshots = []


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(0.9 * tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), fake_output)


def train_step(real):
    noise = noise_source.normal([BATCH_SIZE, LATENT])
    with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
        fake = generator(noise, training=True)
        real_output = discriminator(real, training=True)
        fake_output = discriminator(fake, training=True)
        g_loss = generator_loss(fake_output)
        d_loss = discriminator_loss(real_output, fake_output)
    g_gradients = generator_tape.gradient(g_loss, generator.trainable_variables)
    d_gradients = discriminator_tape.gradient(d_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(g_gradients, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(d_gradients, discriminator.trainable_variables))
    return g_loss, d_loss


@tf.function
def draw(noise):
    points = generator(noise, training=False)
    snapshots.append(points)
    return tf.norm(points, axis=1)


def main():
    points = tf.data.Dataset.from_tensor_slices(ring(4096, seed=7)).batch(BATCH_SIZE, drop_remainder=True)
    fixed_noise = tf.random.stateless_normal([256, LATENT], seed=[1, 2])
    for epoch in range(EPOCHS):
        for real in points:
            g_loss, d_loss = train_step(real)
        radius = draw(fixed_noise)
        print(
            f"epoch {epoch + 1}: generator {float(g_loss):.3f}, discriminator {float(d_loss):.3f}, "
            f"radius {float(tf.reduce_mean(radius)):.2f} ± {float(tf.math.reduce_std(radius)):.2f}"
        )
    print(len(snapshots), "snapshots")


if __name__ == "__main__":
    main()
