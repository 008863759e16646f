"""MC dropout: a model called many times with training=True; uncertainty from the spread."""

import tensorflow as tf


class MCDropout(tf.keras.layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


def build(inputs, width, rate):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.InputLayer(shape=(inputs,)))
    for _ in range(2):
        model.add(tf.keras.layers.Dense(width, activation="relu"))
        model.add(MCDropout(rate))
    model.add(tf.keras.layers.Dense(2))
    return model


def gaussian_nll(y_true, y_pred):
    mean, log_var = split(y_pred)
    return tf.reduce_mean(0.5 * (tf.exp(-log_var) * (y_true - mean) ** 2 + log_var))


def split(prediction):
    return prediction[:, :1], prediction[:, 1:]


def predict_samples(model, x, samples):
    outputs = [split(model(x)) for _ in range(samples)]
    means = tf.stack([mean for mean, _ in outputs])
    variances = tf.stack([tf.exp(log_var) for _, log_var in outputs])
    return means, variances


def decompose(means, variances):
    aleatoric = tf.reduce_mean(variances, axis=0)
    epistemic = tf.math.reduce_variance(means, axis=0)
    return aleatoric, epistemic


tf.keras.utils.set_random_seed(1)
x = tf.random.normal([25, 3])
y = tf.sin(x[:, :1])
model = build(3, 8, 0.2)
model.compile(optimizer="adam", loss=gaussian_nll)
model.fit(x, y, epochs=1, batch_size=10, verbose=0)
aleatoric, epistemic = decompose(*predict_samples(model, x[:7], 4))
print(aleatoric.shape, epistemic.shape)
