"""Keras: subclassed models, functional models with own layers, custom train_step, own losses and metrics."""
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Residual(layers.Layer):
    def __init__(self, filters, **kwargs):
        super().__init__(**kwargs)
        self.conv1 = layers.Conv2D(filters, 3, padding="same")
        self.bn = layers.BatchNormalization()
        self.conv2 = layers.Conv2D(filters, 3, padding="same")
        self.skip = layers.Conv2D(filters, 1)

    def call(self, inputs, training=None):
        h = self.activate(self.bn(self.conv1(inputs), training=training))
        return self.merge(self.conv2(h), self.skip(inputs))

    def activate(self, h):
        return tf.nn.relu(h)

    def merge(self, a, b):
        return a + b


class Encoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = [Residual(4), Residual(8)]
        self.pool = layers.GlobalAveragePooling2D()
        self.out = layers.Dense(10)

    def call(self, x, training=False):
        for block in self.blocks:
            x = block(x, training=training)
        return self.out(self.pool(x))


class Trainer(keras.Model):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def call(self, x):
        return self.net(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            logits = self.net(x, training=True)
            loss = self.objective(y, logits)
        grads = tape.gradient(loss, self.net.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.net.trainable_variables))
        return {"loss": loss}

    def test_step(self, data):
        x, y = data
        return {"loss": self.objective(y, self.net(x))}

    def objective(self, y, logits):
        return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True))


class Antirectifier(layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1] * 2, 4))

    def call(self, inputs):
        x = inputs - tf.reduce_mean(inputs, axis=-1, keepdims=True)
        x = tf.concat([tf.nn.relu(x), tf.nn.relu(-x)], axis=-1)
        return tf.matmul(x, self.kernel)


def huber(y_true, y_pred):
    error = y_true - y_pred
    return tf.where(tf.abs(error) < 1.0, 0.5 * error**2, tf.abs(error) - 0.5)


def mean_error(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - y_pred))


images = np.random.rand(12, 8, 8, 3).astype("float32")
labels = np.random.randint(0, 10, size=(12,))
trainer = Trainer(Encoder())
trainer.compile(optimizer="adam")
trainer.fit(images, labels, batch_size=4, epochs=1, verbose=0)
trainer.evaluate(images, labels, batch_size=5, verbose=0)
trainer(images[:2])

inputs = keras.Input((6,), name="features")
hidden = Antirectifier()(inputs)
outputs = layers.Dense(1)(hidden)
model = keras.Model(inputs, outputs)
model.compile("sgd", loss=huber, metrics=[mean_error])
x, y = tf.random.normal([16, 6]), tf.random.normal([16, 1])
model.fit(x, y, batch_size=8, verbose=0)
prediction = model.predict(x, verbose=0)


def rmse(a, b):
    return tf.sqrt(tf.reduce_mean((a - b) ** 2))


rmse(tf.convert_to_tensor(prediction), y)
rmse(model(x), y)
