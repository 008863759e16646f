import tensorflow as tf


class Trainer:
    def __init__(self, model):
        self.model = model
        self.optimizer = tf.keras.optimizers.Adam(1e-2)
        self.loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.metrics = {"loss": tf.keras.metrics.Mean(), "accuracy": tf.keras.metrics.SparseCategoricalAccuracy()}

    @tf.function
    def train_step(self, features, labels):
        with tf.GradientTape() as tape:
            logits = self.model(features, training=True)
            loss = self.loss(labels, logits)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        self.metrics["loss"].update_state(loss)
        self.metrics["accuracy"].update_state(labels, logits)

    def run_epoch(self, dataset):
        for metric in self.metrics.values():
            metric.reset_state()
        for features, labels in dataset:
            self.train_step(features, labels)
        return {name: float(metric.result()) for name, metric in self.metrics.items()}
