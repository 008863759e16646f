import functools

import numpy as np
import tensorflow as tf


def synth(seed, length):
    seed = tf.cast(seed, tf.int32)
    noise = tf.random.stateless_normal([length], seed=tf.stack([seed, 0]))
    return noise


def random_crop(audio, size):
    start = tf.random.uniform([], 0, tf.shape(audio)[0] - size + 1, dtype=tf.int32)
    return audio[start : start + size]


def frame_pairs(audio, size):
    frames = tf.signal.frame(audio, size, size // 2)
    return frames[:-1], frames[1:]


def add_noise(frames, targets, level):
    return frames + level * tf.random.normal(tf.shape(frames)), targets


def energy_filter(frames, targets, minimum):
    return tf.reduce_mean(frames**2) > minimum


def flatten(frames, targets):
    return tf.data.Dataset.from_tensor_slices((frames, targets))


def snr(clean, noisy):
    return 10.0 * tf.math.log(tf.reduce_sum(clean**2) / tf.reduce_sum((clean - noisy) ** 2)) / np.log(10.0)


tf.random.set_seed(1)
dataset = (
    tf.data.Dataset.range(4)
    .map(functools.partial(synth, length=100))
    .map(lambda audio: random_crop(audio, 64))
    .map(lambda audio: frame_pairs(audio, 16))
    .map(functools.partial(add_noise, level=0.1))
    .filter(functools.partial(energy_filter, minimum=0.01))
    .flat_map(flatten)
    .batch(10, drop_remainder=True)
)
for noisy, target in dataset:
    print(noisy.shape, target.shape, snr(target, noisy).shape)
