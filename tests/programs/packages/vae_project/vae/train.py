import tensorflow as tf

from .networks import VAE
from .ops import kl, log_normal_pdf


def elbo(x, reconstruction, mean, log_var, beta):
    likelihood = log_normal_pdf(x, reconstruction, tf.zeros_like(reconstruction))
    return tf.reduce_mean(likelihood - beta * kl(mean, log_var))


@tf.function
def train_step(model, optimizer, x, beta):
    with tf.GradientTape() as tape:
        loss = -elbo(x, *model(x), beta)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def fit(config):
    tf.random.set_seed(0)
    model = VAE(config)
    optimizer = tf.keras.optimizers.Adam(config.learning_rate)
    data = tf.data.Dataset.from_tensor_slices(tf.random.normal([40, config.input_dim]))
    losses = []
    for x in data.repeat().batch(config.batch_size).take(config.steps):
        losses.append(float(train_step(model, optimizer, x, config.beta)))
    return losses
