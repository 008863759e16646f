import numpy as np
import tensorflow as tf


class ConditionalGenerator(tf.keras.Model):
    def __init__(self, classes, dim):
        super().__init__()
        self.embed = tf.keras.layers.Embedding(classes, 4)
        self.out = tf.keras.layers.Dense(dim, activation="tanh")

    def call(self, inputs):
        noise, label = inputs
        return self.out(tf.concat([noise, self.embed(label)], axis=1))


class Discriminator(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.classes = classes
        self.body = tf.keras.layers.Dense(8, activation="relu")
        self.score = tf.keras.layers.Dense(1)

    def call(self, sample, label):
        conditioned = tf.concat([sample, tf.one_hot(label, self.classes)], axis=-1)
        return self.score(self.body(conditioned))


def hinge_d(real, fake):
    return tf.reduce_mean(tf.nn.relu(1.0 - real)) + tf.reduce_mean(tf.nn.relu(1.0 + fake))


def hinge_g(fake):
    return -tf.reduce_mean(fake)


def noise_like(batch, dim):
    return np.random.normal(size=(batch, dim)).astype("float32")


def iteration(g, d, optimizers, samples, labels):
    g_opt, d_opt = optimizers
    noise = noise_like(len(samples), 3)
    with tf.GradientTape() as gt, tf.GradientTape() as dt:
        fake = g((noise, labels))
        fake_score = d(fake, labels)
        d_loss = hinge_d(d(samples, labels), fake_score)
        g_loss = hinge_g(fake_score)
    update(d_opt, dt, d_loss, d)
    update(g_opt, gt, g_loss, g)
    return g_loss, d_loss


def update(optimizer, tape, loss, net):
    optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))


np.random.seed(0)
g, d = ConditionalGenerator(3, 5), Discriminator(3)
opts = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-3)
for _ in range(3):
    samples = np.random.rand(6, 5).astype("float32")
    labels = np.random.randint(0, 3, 6)
    losses = iteration(g, d, opts, samples, labels)
print([loss.shape for loss in losses])
