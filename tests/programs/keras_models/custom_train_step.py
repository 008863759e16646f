"""Override train_step and test_step, compile and fit."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class CustomModel(keras.Model):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.mae_metric = keras.metrics.MeanAbsoluteError(name="mae")

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.loss_value(y, y_pred)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        return self.update(loss, y, y_pred)

    def test_step(self, data):
        x, y = data
        y_pred = self(x, training=False)
        return self.update(self.loss_value(y, y_pred), y, y_pred)

    def loss_value(self, y, y_pred):
        return tf.reduce_mean(tf.square(y - y_pred))

    def update(self, loss, y, y_pred):
        self.loss_tracker.update_state(loss)
        self.mae_metric.update_state(y, y_pred)
        return {"loss": self.loss_tracker.result(), "mae": self.mae_metric.result()}

    @property
    def metrics(self):
        return [self.loss_tracker, self.mae_metric]


class PrintEpoch(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(f"end of epoch {epoch}; keys: {sorted(logs)}")


def build(width):
    inputs = keras.Input(shape=(32,))
    hidden = keras.layers.Dense(width, activation="relu")(inputs)
    return CustomModel(inputs, keras.layers.Dense(1)(hidden))


x = np.random.RandomState(0).random((64, 32)).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = build(8)
model.compile(optimizer="adam")
model.fit(x, y, batch_size=16, epochs=2, verbose=0, callbacks=[PrintEpoch()])
print(len(model.evaluate(x, y, batch_size=16, verbose=0)))
