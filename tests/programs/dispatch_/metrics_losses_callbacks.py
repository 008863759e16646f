"""Subclassed losses and metrics, train_step override, and a callback that looks at predictions."""

import tensorflow as tf


class Quantile(tf.keras.losses.Loss):
    def __init__(self, q, name="quantile"):
        super().__init__(name=name)
        self.q = q

    def call(self, y_true, y_pred):
        return pinball(y_true - y_pred, self.q)


def pinball(error, q):
    return tf.reduce_mean(tf.maximum(q * error, (q - 1.0) * error), axis=-1)


class Coverage(tf.keras.metrics.Metric):
    def __init__(self, name="coverage"):
        super().__init__(name=name)
        self.hits = self.add_weight(name="hits", initializer="zeros")
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        covered = tf.cast(y_true <= y_pred, tf.float32)
        self.hits.assign_add(tf.reduce_sum(covered))
        self.total.assign_add(tf.cast(tf.size(covered), tf.float32))

    def result(self):
        return self.hits / self.total


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.body = tf.keras.layers.Dense(7, activation="relu")
        self.head = tf.keras.layers.Dense(1)

    def call(self, x, training=False):
        return self.head(self.features(x))

    def features(self, x):
        return self.body(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            prediction = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=prediction)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(self.clip(gradients), self.trainable_variables))
        return {"loss": loss, **self.compute_metrics(x, y, prediction)}

    def clip(self, gradients):
        return [tf.clip_by_norm(g, 1.0) for g in gradients]


class Probe(tf.keras.callbacks.Callback):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def on_epoch_end(self, epoch, logs=None):
        self.describe(self.model(self.x))

    def describe(self, prediction):
        return float(tf.reduce_mean(prediction))


x = tf.random.normal([30, 3])
y = tf.reduce_sum(x, axis=1, keepdims=True)
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
net = Net()
net.compile(optimizer="adam", loss=Quantile(0.9), metrics=[Coverage()])
net.fit(dataset, epochs=2, verbose=0, callbacks=[Probe(x[:4])])
print(len(net.evaluate(dataset, verbose=0)), Quantile(0.5)(y, net(x)).shape)
