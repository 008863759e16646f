"""Keras dispatch: custom layers in Sequential, wrappers, masks, multi-input and multi-output, nested models, callbacks."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Scale(keras.layers.Layer):
    def __init__(self, factor, **kw):
        super().__init__(**kw)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor

    def compute_mask(self, inputs, mask=None):
        return mask


class Gate(keras.layers.Layer):
    def build(self, shapes):
        self.w = self.add_weight(shape=(shapes[0][-1], shapes[1][-1]))

    def call(self, inputs):
        a, b = inputs
        return self.mix(tf.matmul(a, self.w), b)

    def mix(self, a, b):
        return tf.sigmoid(a) * b


class Noise(keras.layers.Layer):
    def call(self, x, training=None):
        if training:
            return add_noise(x)
        return x


def add_noise(x):
    return x + tf.random.normal(tf.shape(x), stddev=0.1)


class MaskedMean(keras.layers.Layer):
    def call(self, x, mask=None):
        if mask is None:
            return tf.reduce_mean(x, 1)
        return masked(x, tf.cast(mask, x.dtype))


def masked(x, m):
    m = m[..., None]
    return tf.reduce_sum(x * m, 1) / tf.maximum(tf.reduce_sum(m, 1), 1.0)


class TwoHeads(keras.Model):
    def __init__(self):
        super().__init__()
        self.trunk = keras.Sequential([keras.layers.Dense(6), Noise(), Scale(0.5)])
        self.a, self.b = keras.layers.Dense(1), keras.layers.Dense(3)

    def call(self, inputs):
        h = self.trunk(inputs["x"])
        return {"a": self.a(h), "b": self.b(h)}


class Stop(keras.callbacks.Callback):
    def on_batch_end(self, batch, logs=None):
        self.last = logs["loss"]


def smooth(y_true, y_pred):
    return tf.reduce_mean(tf.math.log(tf.cosh(y_pred - y_true)), -1)


left, right = keras.Input((4,)), keras.Input((5,))
gated = Gate()([left, right])
model = keras.Model([left, right], [keras.layers.Dense(1)(gated), Scale(2.0)(gated)])
model.compile("adam", ["mse", smooth])
a, b = np.random.rand(10, 4).astype("float32"), np.random.rand(10, 5).astype("float32")
model.fit([a, b], [np.zeros((10, 1)), b], batch_size=5, verbose=0, callbacks=[Stop()])
outputs = model([tf.constant(a[:3]), tf.constant(b[:3])])


def spread(x):
    return tf.math.reduce_std(x)


spread(outputs[0])
spread(outputs[1])
text = keras.Sequential([keras.layers.Embedding(20, 4, mask_zero=True), Scale(1.5), MaskedMean(), keras.layers.Dense(2)])
text.compile("sgd", "sparse_categorical_crossentropy")
text(tf.constant([[1, 2, 0], [3, 0, 0]]))
spread(text(tf.constant([[1, 2], [3, 0]])))
heads = TwoHeads()
heads.compile("adam", {"a": "mse", "b": smooth})
ds = tf.data.Dataset.from_tensor_slices(({"x": tf.ones([12, 4])}, {"a": tf.ones([12, 1]), "b": tf.ones([12, 3])})).batch(4)
heads.fit(ds, verbose=0)
spread(heads({"x": tf.ones([2, 4])})["b"])
sequence = keras.Sequential([keras.Input((7, 3)), keras.layers.TimeDistributed(Scale(3.0)), keras.layers.LSTM(4)])
spread(sequence(tf.ones([2, 7, 3])))
spread(tf.constant(sequence.predict(np.ones((3, 7, 3), "float32"), verbose=0)))
