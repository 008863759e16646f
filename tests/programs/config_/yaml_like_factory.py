"""Objects built from a nested configuration dict by name."""

import tensorflow as tf

CONFIG = {
    "model": {"type": "mlp", "layers": [{"units": 6, "activation": "relu"}, {"units": 2}]},
    "loss": {"type": "huber", "delta": 0.5},
    "optimizer": {"type": "sgd", "lr": 0.1},
    "data": {"batch": 5, "features": 3, "dtype": "float32"},
}


class MLP(tf.keras.Model):
    def __init__(self, layers):
        super().__init__()
        self.stack = [tf.keras.layers.Dense(**spec) for spec in layers]

    def call(self, x):
        for layer in self.stack:
            x = layer(x)
        return x


def huber(delta):
    def loss(y, p):
        return tf.reduce_mean(piecewise(y - p, delta))

    return loss


def piecewise(error, delta):
    small = tf.abs(error) <= delta
    return tf.where(small, 0.5 * error**2, delta * (tf.abs(error) - 0.5 * delta))


REGISTRY = {"mlp": MLP, "huber": huber, "sgd": lambda lr: tf.keras.optimizers.SGD(learning_rate=lr)}


def build(spec):
    options = {key: value for key, value in spec.items() if key != "type"}
    return REGISTRY[spec["type"]](**options)


def make_batch(spec, seed):
    x = tf.random.stateless_normal([spec["batch"], spec["features"]], [seed, 0], dtype=spec["dtype"])
    return x, tf.stack([tf.reduce_sum(x, axis=1), tf.reduce_max(x, axis=1)], axis=1)


class Experiment:
    def __init__(self, config):
        self.model, self.loss, self.optimizer = (build(config[key]) for key in ("model", "loss", "optimizer"))
        self.data = config["data"]

    def step(self, seed):
        x, y = make_batch(self.data, seed)
        with tf.GradientTape() as tape:
            value = self.loss(y, self.model(x))
        self.optimizer.apply_gradients(
            zip(tape.gradient(value, self.model.trainable_variables), self.model.trainable_variables)
        )
        return value


experiment = Experiment(CONFIG)
print([experiment.step(seed).shape for seed in range(2)])
