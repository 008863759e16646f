"""Two-tower functional model with a shared encoder and a custom distance layer."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

EMBED = 4


class DistanceLayer(layers.Layer):
    def call(self, anchor, positive, negative):
        ap_distance = tf.reduce_sum(tf.square(anchor - positive), -1)
        an_distance = tf.reduce_sum(tf.square(anchor - negative), -1)
        return ap_distance, an_distance


class SiameseModel(keras.Model):
    def __init__(self, siamese_network, margin=0.5):
        super().__init__()
        self.siamese_network = siamese_network
        self.margin = margin
        self.loss_tracker = keras.metrics.Mean(name="loss")

    def call(self, inputs):
        return self.siamese_network(inputs)

    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss = self._compute_loss(data)
        gradients = tape.gradient(loss, self.siamese_network.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.siamese_network.trainable_weights))
        self.loss_tracker.update_state(loss)
        return {"loss": self.loss_tracker.result()}

    def test_step(self, data):
        self.loss_tracker.update_state(self._compute_loss(data))
        return {"loss": self.loss_tracker.result()}

    def _compute_loss(self, data):
        ap_distance, an_distance = self.siamese_network(data)
        return tf.maximum(ap_distance - an_distance + self.margin, 0.0)

    @property
    def metrics(self):
        return [self.loss_tracker]


def make_network(dim):
    encoder = keras.Sequential([keras.Input((dim,)), layers.Dense(8, "relu"), layers.Dense(EMBED)])
    inputs = [keras.Input((dim,), name=name) for name in ("anchor", "positive", "negative")]
    distances = DistanceLayer()(*[encoder(i) for i in inputs])
    return keras.Model(inputs=inputs, outputs=distances)


def triplets(count, dim):
    anchor = tf.random.stateless_normal([count, dim], [0, 1])
    return anchor, anchor + 0.1, tf.reverse(anchor, axis=[0])


model = SiameseModel(make_network(6))
model.compile(optimizer="adam")
dataset = tf.data.Dataset.from_tensor_slices((*triplets(12, 6),)).batch(4, drop_remainder=True)
model.fit(dataset, epochs=1, verbose=0)
print(model.evaluate(dataset, verbose=0, return_dict=True).keys())
