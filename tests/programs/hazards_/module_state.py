"""Globals, caches, attributes rebound in loops, lists of tensors."""

import tensorflow as tf

CACHE = {}
STEP = 0
config = {"noise": 0.1, "scale": 2.0}


def cached_eye(n):
    if n not in CACHE:
        CACHE[n] = tf.eye(n)
    return CACHE[n]


def next_step():
    global STEP
    STEP += 1
    return STEP


def noisy(x):
    return x + config["noise"] * tf.ones_like(x)


class RunningNorm:
    def __init__(self, dim):
        self.mean = tf.zeros([dim])
        self.count = 0.0
        self.seen = []

    def update(self, batch):
        self.count += 1.0
        batch_mean = tf.reduce_mean(batch, axis=0)
        self.mean = self.mean + (batch_mean - self.mean) / self.count
        self.seen.append(batch.shape[0])
        return self.mean

    def normalise(self, x):
        return x - self.mean


@tf.function
def scaled(x):
    return x * config["scale"]


def collect(results, value):
    results.append(value)
    return results


norm = RunningNorm(3)
results = []
for size in (2, 4, 3):
    batch = tf.fill([size, 3], float(next_step()))
    norm.update(noisy(batch))
    collect(results, norm.normalise(batch))
print(STEP, norm.seen, [r.shape[0] for r in results])
print(cached_eye(2) is cached_eye(2), scaled(tf.ones([2])).numpy())
config["scale"] = 3.0
print(scaled(tf.ones([2])).numpy())
