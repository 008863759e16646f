import tensorflow as tf

from .data import batches


def rating_loss(batch, predictions):
    return tf.reduce_mean(tf.square(batch["rating"] - predictions))


def train_step(model, optimizer, batch):
    with tf.GradientTape() as tape:
        loss = rating_loss(batch, model(batch))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss


def fit(model, interactions, epochs, batch_size):
    optimizer = tf.keras.optimizers.Adam(0.01)
    history = []
    for _ in range(epochs):
        for batch in batches(interactions, batch_size):
            history.append(train_step(model, optimizer, batch))
    return history
