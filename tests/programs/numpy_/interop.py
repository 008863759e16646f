"""Functions that take either NumPy arrays or tensors, and mix them."""

import numpy as np
import tensorflow as tf


def to_numpy(x):
    return x.numpy() if isinstance(x, tf.Tensor) else np.asarray(x)


def normalise(x):
    if tf.is_tensor(x):
        return x / tf.reduce_max(x)
    return x / np.max(x)


def add(a, b):
    return a + b


def dot(a, b):
    return tf.tensordot(a, b, axes=1)


def histogram(values, bins):
    counts, edges = np.histogram(to_numpy(values), bins=bins)
    return counts, edges[:-1]


def rotate(points, degrees):
    radians = np.deg2rad(degrees)
    rotation = np.array([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
    return tf.matmul(tf.cast(points, tf.float64), rotation)


def roundtrip(x):
    return tf.constant(to_numpy(x))


array = np.arange(6, dtype=np.float32).reshape(2, 3)
tensor = tf.constant(array)
print(normalise(array).dtype, normalise(tensor).dtype.name)
print(type(add(array, tensor)).__name__, type(add(array, array)).__name__, add(tensor, 1).shape)
print(dot(tensor, np.ones(3, np.float32)).shape)
print(histogram(tensor, 3)[0], rotate(array[:, :2], 90).dtype.name)
print(roundtrip(tensor).shape, roundtrip([1, 2]).dtype.name)
