"""Custom loss, metric, layer and regulariser used by compile and fit, then predict and evaluate."""

import numpy as np
import tensorflow as tf


def focal_loss(y_true, y_pred):
    y_true = tf.cast(y_true, y_pred.dtype)
    p = tf.clip_by_value(y_pred, 1e-6, 1.0 - 1e-6)
    positive = -y_true * tf.pow(1.0 - p, 2.0) * tf.math.log(p)
    negative = -(1.0 - y_true) * tf.pow(p, 2.0) * tf.math.log(1.0 - p)
    return tf.reduce_mean(positive + negative, axis=-1)


def hit_rate(y_true, y_pred):
    return tf.reduce_mean(tf.cast(tf.equal(tf.cast(y_true, tf.float32), tf.round(y_pred)), tf.float32), axis=-1)


class SoftThreshold(tf.keras.layers.Layer):
    def build(self, shape):
        self.threshold = self.add_weight(shape=(shape[-1],), initializer=tf.keras.initializers.Constant(0.1))

    def call(self, x):
        return tf.sign(x) * tf.nn.relu(tf.abs(x) - self.threshold)


class ActivityPenalty(tf.keras.layers.Layer):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def call(self, x):
        self.add_loss(self.penalty(x))
        return x

    def penalty(self, x):
        return self.rate * tf.reduce_mean(tf.square(x))


def build(width):
    return tf.keras.Sequential(
        [
            tf.keras.layers.Input(shape=(10,)),
            tf.keras.layers.Dense(width, activation="tanh"),
            SoftThreshold(),
            ActivityPenalty(1e-3),
            tf.keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


rng = np.random.default_rng(0)
x = rng.normal(size=(40, 10)).astype("float32")
y = (x[:, :1] > 0).astype("int64")
model = build(6)
model.compile(optimizer="adam", loss=focal_loss, metrics=[hit_rate])
model.fit(x, y, batch_size=16, epochs=2, verbose=0)
print(model.evaluate(x, y, batch_size=16, verbose=0)[0] > 0, model.predict(x[:7], verbose=0).shape)
