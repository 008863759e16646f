"""One layer reached through calls, models, lists of layers and inheritance."""

import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones", name="kernel")

    def call(self, inputs, training=None):
        return self.post(tf.matmul(inputs, self.kernel))

    def post(self, y):
        return y


class ShiftedScale(Scale):
    def build(self, input_shape):
        super().build(input_shape)
        self.shift = self.add_weight(shape=(self.units,), initializer="zeros", name="shift")

    def post(self, y):
        return super().post(y) + self.shift


class Stack(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = [Scale(8), ShiftedScale(8), ShiftedScale(3)]
        self.heads = {"mean": tf.keras.layers.Dense(1), "log_scale": ShiftedScale(1)}

    def call(self, x, training=False):
        for block in self.blocks:
            x = tf.nn.relu(block(x, training=training))
        return {name: head(x) for name, head in self.heads.items()}


def nll(outputs, target):
    scale = tf.exp(outputs["log_scale"])
    return tf.reduce_mean(tf.square((target - outputs["mean"]) / scale) + outputs["log_scale"])


model = Stack()
features = tf.random.normal([12, 5])
target = tf.reduce_sum(features, axis=1, keepdims=True)
optimizer = tf.keras.optimizers.SGD(0.01)
for step in range(3):
    with tf.GradientTape() as tape:
        loss = nll(model(features, training=True), target)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
print(float(nll(model(features[:4]), target[:4])))
print(Scale(2)(tf.ones([3, 4, 6])).shape)
