"""Custom metric, loss class, constraint and regularizer used by fit."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class F1(keras.metrics.Metric):
    def __init__(self, name="f1", **kwargs):
        super().__init__(name=name, **kwargs)
        self.tp = self.add_weight(name="tp", initializer="zeros")
        self.fp = self.add_weight(name="fp", initializer="zeros")
        self.fn = self.add_weight(name="fn", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, tf.bool)
        y_pred = y_pred > 0.5
        self.tp.assign_add(count(y_true & y_pred))
        self.fp.assign_add(count(~y_true & y_pred))
        self.fn.assign_add(count(y_true & ~y_pred))

    def result(self):
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn + 1e-7)


def count(flags):
    return tf.reduce_sum(tf.cast(flags, tf.float32))


class WeightedBCE(keras.losses.Loss):
    def __init__(self, positive_weight=2.0):
        super().__init__()
        self.positive_weight = positive_weight

    def call(self, y_true, y_pred):
        y_true = tf.cast(y_true, y_pred.dtype)
        bce = keras.ops.binary_crossentropy(y_true, y_pred)
        return bce * (1 + (self.positive_weight - 1) * y_true)


class L1(keras.regularizers.Regularizer):
    def __call__(self, w):
        return 1e-3 * tf.reduce_sum(tf.abs(w))


class MaxNorm(keras.constraints.Constraint):
    def __call__(self, w):
        return w / tf.maximum(tf.norm(w), 1.0)


rng = np.random.RandomState(1)
x = rng.rand(40, 6).astype("float32")
y = (x[:, :1] > 0.5).astype("float32")
model = keras.Sequential(
    [
        keras.layers.Dense(4, activation="relu", kernel_regularizer=L1(), kernel_constraint=MaxNorm()),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("sgd", WeightedBCE(), metrics=[F1()])
history = model.fit(x, y, epochs=1, batch_size=20, verbose=0)
print(sorted(history.history))
