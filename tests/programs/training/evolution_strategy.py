import numpy as np
import tensorflow as tf


def fitness(params, target):
    return -tf.reduce_sum(tf.square(params - target), axis=-1)


def perturb(mean, sigma, noise):
    return mean[None, :] + sigma * noise


def rank_transform(scores):
    order = tf.argsort(tf.argsort(scores))
    ranks = tf.cast(order, tf.float32) / tf.cast(tf.size(scores) - 1, tf.float32)
    return ranks - 0.5


def estimate(noise, utilities, sigma):
    return tf.linalg.matvec(noise, utilities, transpose_a=True) / (utilities.shape[0] * sigma)


class ES:
    def __init__(self, dim, population, sigma=0.1, lr=0.2, seed=0):
        self.mean = tf.Variable(tf.zeros([dim]))
        self.population = population
        self.sigma = sigma
        self.lr = lr
        self.rng = tf.random.Generator.from_seed(seed)

    def ask(self):
        half = self.rng.normal([self.population // 2, self.mean.shape[0]])
        return tf.concat([half, -half], axis=0)

    def tell(self, noise, scores):
        self.mean.assign_add(self.lr * estimate(noise, rank_transform(scores), self.sigma))

    def generation(self, target):
        noise = self.ask()
        scores = fitness(perturb(self.mean, self.sigma, noise), target)
        self.tell(noise, scores)
        return tf.reduce_max(scores)


es = ES(dim=5, population=20)
goal = tf.constant(np.linspace(-1, 1, 5), tf.float32)
history = [float(es.generation(goal)) for _ in range(5)]
print(len(history), history[-1] > history[0])
