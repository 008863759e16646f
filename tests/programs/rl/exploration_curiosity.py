import numpy as np
import tensorflow as tf


class RunningMeanStd:
    def __init__(self, shape=()):
        self.mean = np.zeros(shape, np.float64)
        self.var = np.ones(shape, np.float64)
        self.count = 1e-4

    def update(self, x):
        batch_mean, batch_var, n = np.mean(x, axis=0), np.var(x, axis=0), x.shape[0]
        delta = batch_mean - self.mean
        total = self.count + n
        self.mean = self.mean + delta * n / total
        self.var = (self.var * self.count + batch_var * n + delta**2 * self.count * n / total) / total
        self.count = total

    def normalise(self, x):
        return ((x - self.mean) / np.sqrt(self.var + 1e-8)).astype(np.float32)


def network(out):
    return tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(out)])


class RND:
    def __init__(self, dim):
        self.target, self.predictor = network(dim), network(dim)
        self.optimizer = tf.keras.optimizers.Adam(1e-3)

    def bonus(self, obs):
        return tf.reduce_mean(self.error(obs), axis=-1)

    def error(self, obs):
        return tf.square(self.predictor(obs) - tf.stop_gradient(self.target(obs)))

    def train(self, obs, keep=0.5):
        with tf.GradientTape() as tape:
            error = tf.reduce_mean(self.error(obs), axis=-1)
            mask = tf.cast(tf.random.uniform(tf.shape(error)) < keep, tf.float32)
            loss = masked(error, mask)
        variables = self.predictor.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


def masked(values, mask):
    return tf.reduce_sum(values * mask) / tf.maximum(tf.reduce_sum(mask), 1.0)


def epsilon_greedy(q, epsilon, rng):
    greedy = tf.argmax(q, axis=1).numpy()
    explore = rng.rand(len(greedy)) < epsilon
    return np.where(explore, rng.randint(0, q.shape[1], len(greedy)), greedy)


rng = np.random.RandomState(0)
tf.random.set_seed(0)
stats, rnd = RunningMeanStd((3,)), RND(4)
for _ in range(2):
    batch = rng.normal(2.0, 3.0, size=(6, 3))
    stats.update(batch)
    obs = stats.normalise(batch)
    loss = rnd.train(obs)
print(loss.shape, rnd.bonus(tf.constant(obs)).shape, epsilon_greedy(tf.random.normal([6, 2]), 0.2, rng).shape)
