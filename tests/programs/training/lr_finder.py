import math

import tensorflow as tf


def smooth(values, beta=0.9):
    average, result = 0.0, []
    for index, value in enumerate(values):
        average = beta * average + (1 - beta) * value
        result.append(average / (1 - beta ** (index + 1)))
    return result


def learning_rates(low, high, steps):
    factor = (high / low) ** (1 / (steps - 1))
    for index in range(steps):
        yield low * factor**index


class LRFinder:
    def __init__(self, model, loss_fn):
        self.model = model
        self.loss_fn = loss_fn
        self.optimizer = tf.keras.optimizers.SGD()
        self.rates, self.losses = [], []

    def try_batch(self, x, y, rate):
        self.optimizer.learning_rate = rate
        with tf.GradientTape() as tape:
            loss = self.loss_fn(y, self.model(x, training=True))
        grads = tape.gradient(loss, self.model.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_weights))
        return loss

    def find(self, dataset, low, high, steps):
        for (x, y), rate in zip(dataset.repeat(), learning_rates(low, high, steps)):
            loss = float(self.try_batch(x, y, rate))
            if math.isnan(loss):
                break
            self.rates.append(rate)
            self.losses.append(loss)
        return self.best()

    def best(self):
        smoothed = tf.constant(smooth(self.losses))
        slopes = gradient(smoothed)
        return self.rates[int(tf.argmin(slopes))]


def gradient(values):
    return (values[2:] - values[:-2]) / 2.0


tf.keras.utils.set_random_seed(0)
x = tf.random.normal([30, 4])
y = tf.reduce_sum(x, axis=1, keepdims=True)
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
finder = LRFinder(tf.keras.Sequential([tf.keras.layers.Dense(1)]), tf.keras.losses.MeanSquaredError())
print(finder.find(data, 1e-4, 1e-1, 8) > 0)
