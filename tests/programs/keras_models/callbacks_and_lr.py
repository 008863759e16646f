import numpy as np
import tensorflow as tf
from tensorflow import keras


class LossHistory(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"])

    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = warmup(epoch)


class SampleImages(keras.callbacks.Callback):
    def __init__(self, inputs):
        super().__init__()
        self.inputs = inputs
        self.outputs = []

    def on_epoch_end(self, epoch, logs=None):
        self.outputs.append(summarize(self.model(self.inputs, training=False)))


def warmup(epoch):
    return 1e-3 * (epoch + 1)


def summarize(prediction):
    return float(tf.reduce_mean(prediction))


def r2(y_true, y_pred):
    residual = tf.reduce_sum(tf.square(y_true - y_pred))
    total = tf.reduce_sum(tf.square(y_true - tf.reduce_mean(y_true)))
    return 1.0 - residual / (total + 1e-8)


def pinball(tau):
    def loss(y_true, y_pred):
        error = y_true - y_pred
        return tf.reduce_mean(tf.maximum(tau * error, (tau - 1.0) * error), axis=-1)

    return loss


keras.utils.set_random_seed(4)
x = np.random.rand(33, 3).astype("float32")
y = x @ np.array([[1.0], [2.0], [3.0]], dtype="float32")
model = keras.Sequential([keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(), loss=pinball(0.7), metrics=[r2])
history, samples = LossHistory(), SampleImages(tf.constant(x[:5]))
model.fit(x, y, validation_split=0.2, batch_size=10, epochs=2, verbose=0, callbacks=[history, samples])
print(len(history.losses), len(samples.outputs))
