import tensorflow as tf


class Expert(tf.keras.layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.w = tf.keras.layers.Dense(dim)

    def call(self, x):
        return tf.nn.gelu(self.w(x))


class MixtureOfExperts(tf.keras.Model):
    def __init__(self, experts, dim, names=("a", "b")):
        super().__init__()
        self.experts = [Expert(dim) for _ in range(experts)]
        self.gate = tf.keras.layers.Dense(experts)
        self.heads = {name: tf.keras.layers.Dense(1) for name in names}

    def mix(self, weights, outputs):
        stacked = tf.stack(outputs, axis=1)
        return tf.reduce_sum(weights[..., None] * stacked, axis=1)

    def call(self, x):
        weights = tf.nn.softmax(self.gate(x))
        outputs = [expert(x) for expert in self.experts]
        mixed = self.mix(weights, outputs)
        return {name: head(mixed) for name, head in self.heads.items()}


def multi_loss(predictions, targets):
    losses = []
    for name, prediction in predictions.items():
        losses.append(squared_error(prediction, targets[name]))
    return tf.add_n(losses), losses


def squared_error(prediction, target):
    return tf.reduce_mean(tf.square(prediction - target))


model = MixtureOfExperts(3, 6)
inputs = tf.random.stateless_uniform([4, 5], seed=(0, 1))
predictions = model(inputs)
total, parts = multi_loss(predictions, {"a": tf.ones([4, 1]), "b": tf.zeros([4, 1])})
print(sorted(predictions), total.shape, len(parts))
