import os
import random
import time

import numpy as np
import tensorflow as tf


def noisy(x):
    return x + np.random.rand(*x.shape).astype(np.float32)


@tf.function
def frozen_noise(x):
    return x + random.random()


@tf.function
def good_noise(x):
    return x + tf.random.uniform(tf.shape(x))


def timestamped(x):
    return {"value": x, "time": time.time()}


def scale_from_environment(x):
    return x * float(os.environ.get("SCALE", "2.0"))


def shuffled(rows):
    rows = list(rows)
    random.shuffle(rows)
    return tf.stack(rows)


class Dropper:
    def __init__(self, rate, seed):
        self.rate = rate
        self.rng = np.random.RandomState(seed)

    def mask(self, shape):
        return (self.rng.rand(*shape) > self.rate).astype("float32")

    def __call__(self, x):
        return x * self.mask(x.shape)


random.seed(2)
np.random.seed(2)
x = tf.ones([2, 3])
print(noisy(x).shape, bool(tf.reduce_all(frozen_noise(x) == frozen_noise(x))), good_noise(x).shape)
print(sorted(timestamped(x)), scale_from_environment(x).numpy()[0, 0])
print(shuffled(tf.unstack(x)).shape, Dropper(0.5, 0)(x).shape)
