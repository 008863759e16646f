"""Python generators as data sources for eager training and tf.data."""

import numpy as np
import tensorflow as tf


def sequences(count, rng):
    for _ in range(count):
        length = int(rng.integers(2, 6))
        yield rng.integers(1, 9, size=length).astype(np.int32), np.float32(length)


class WaveGenerator:
    def __init__(self, batches, size):
        self.batches = batches
        self.size = size

    def __iter__(self):
        for index in range(self.batches):
            t = np.linspace(0, 1, self.size, dtype=np.float32)
            yield tf.constant(np.sin(2 * np.pi * (index + 1) * t)), index

    def __len__(self):
        return self.batches


def describe(tokens, target):
    return tf.shape(tokens)[1], tf.reduce_mean(target)


def energy(wave):
    return tf.reduce_mean(wave**2)


def make_dataset():
    signature = (tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.float32))
    dataset = tf.data.Dataset.from_generator(
        lambda: sequences(5, np.random.default_rng(0)), output_signature=signature
    )
    return dataset.padded_batch(2)


def take(iterable, n):
    iterator = iter(iterable)
    return [next(iterator) for _ in range(n)]


for tokens, target in make_dataset():
    length, mean = describe(tokens, target)
    print(length.dtype.name, mean.shape)
generator = WaveGenerator(3, 16)
for wave, index in generator:
    print(index, energy(wave).shape)
print([w.shape for w, _ in take(generator, 2)])
