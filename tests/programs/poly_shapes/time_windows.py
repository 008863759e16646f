"""Windows of several lengths over signals of several ranks."""

import tensorflow as tf


def frame(signal, length, step):
    return tf.signal.frame(signal, length, step)


def energy(frames):
    return tf.reduce_sum(tf.square(frames), axis=-1)


def smooth(x, width):
    kernel = tf.ones([width, 1, 1]) / float(width)
    return tf.nn.conv1d(x[..., tf.newaxis], kernel, 1, "SAME")[..., 0]


def downsample(x, factor):
    return x[:, ::factor]


def pad_to(x, length):
    missing = length - x.shape[1]
    return tf.pad(x, [[0, 0], [0, missing]]) if missing > 0 else x[:, :length]


def correlate(a, b):
    a = a - tf.reduce_mean(a, axis=-1, keepdims=True)
    b = b - tf.reduce_mean(b, axis=-1, keepdims=True)
    return tf.reduce_sum(a * b, axis=-1)


def analyse(signal, lengths=(8, 16)):
    results = []
    for length in lengths:
        results.append(pad_to(smooth(energy(frame(signal, length, length // 2)), 3), 10))
    return results


mono = tf.random.normal([1, 64])
stereo = tf.random.normal([2, 40])
for signal in (mono, stereo):
    first, second = analyse(signal)
    print(correlate(first, second).shape, downsample(signal, 4).shape)
