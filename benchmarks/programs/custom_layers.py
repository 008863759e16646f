"""Regression of a noisy surface by a subclassed Keras model with gated residual layers of one's own."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers, losses, optimizers, utils


class GatedResidual(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.hidden = layers.Dense(units, activation="elu")
        self.gate = layers.Dense(units, activation="sigmoid")
        self.norm = layers.LayerNormalization()

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")
        self.hidden.build(input_shape)
        self.gate.build(input_shape)
        self.norm.build(input_shape)

    def call(self, inputs):
        update = self.gate(inputs) * self.hidden(inputs)
        return self.norm(inputs + self.scale * update)


class Surface(Model):
    def __init__(self, units=32, depth=3):
        super().__init__()
        self.first = layers.Dense(units)
        self.blocks = [GatedResidual(units) for _ in range(depth)]
        self.last = layers.Dense(1)

    def call(self, inputs):
        x = self.first(inputs)
        for block in self.blocks:
            x = block(x)
        return tf.squeeze(self.last(x), axis=-1)


class Fitter:
    def __init__(self, model):
        self.model = model
        self.optimizer = optimizers.AdamW(2e-3, weight_decay=1e-4)
        self.loss = losses.Huber()

    def train_batch(self, features, targets):
        with tf.GradientTape() as tape:
            predictions = self.model(features, training=True)
            loss = self.loss(targets, predictions)
        variables = self.model.trainable_variables
        gradients = tape.gradient(loss, variables)
        gradients, norm = tf.clip_by_global_norm(gradients, 5.0)
        self.optimizer.apply_gradients(zip(gradients, variables))
        return loss, norm


def make_data(count):
    rng = np.random.default_rng(3)
    features = rng.uniform(-2.0, 2.0, (count, 4)).astype("float32")
    targets = np.sin(features[:, 0] * features[:, 1]) + 0.5 * features[:, 2] ** 2 - np.abs(features[:, 3])
    targets += rng.normal(0.0, 0.05, count)
    return features, targets.astype("float32")


def main():
    utils.set_random_seed(4)
    model = Surface()
    model(tf.zeros([1, 4]))
    fitter = Fitter(model)
    data = tf.data.Dataset.from_tensor_slices(make_data(1280)).batch(32, drop_remainder=True)
    for epoch in range(2):
        total = 0.0
        for features, targets in data:
            loss, norm = fitter.train_batch(features, targets)
            total += float(loss)
        print(f"epoch {epoch + 1}: mean loss {total / 40:.4f}, last gradient norm {float(norm):.3f}")


if __name__ == "__main__":
    main()
