"""Train a convolutional network with a training loop of one's own."""

import tensorflow as tf
from network import build_network, dataset

EPOCHS = 4
BATCH_SIZE = 16


class Trainer:
    def __init__(self, network):
        self.network = network
        self.loss_function = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.optimizer = tf.keras.optimizers.Adam(2e-3)
        self.train_loss = tf.keras.metrics.Mean()
        self.accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    def train_step(self, images, labels):
        with tf.GradientTape() as tape:
            logits = self.network(images, training=True)
            loss = self.loss_function(labels, logits)
        gradients = tape.gradient(loss, self.network.trainable_variables)
        gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
        self.optimizer.apply_gradients(zip(gradients, self.network.trainable_variables))
        self.train_loss.update_state(loss)

    @tf.function(experimental_relax_shapes=True)
    def test_step(self, images, labels):
        print("testing images of shape", images.shape)
        logits = self.network(images, training=False)
        self.accuracy.update_state(labels, logits)

    def epoch(self, train, test):
        self.train_loss.reset_state()
        self.accuracy.reset_state()
        for images, labels in train:
            self.train_step(images, labels)
        for images, labels in test:
            self.test_step(images, labels)
        return float(self.train_loss.result()), float(self.accuracy.result())


def main():
    tf.keras.utils.set_random_seed(1)
    train = dataset(1024, BATCH_SIZE, seed=2).cache()
    test = dataset(256, BATCH_SIZE, seed=3).cache()
    trainer = Trainer(build_network())
    for epoch in range(EPOCHS):
        loss, accuracy = trainer.epoch(train, test)
        print(f"epoch {epoch + 1}: loss {loss:.4f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
