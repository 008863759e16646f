"""NumPy arguments: float64 arrays meet float32 tensors, and callers who want arrays back."""

import numpy as np
import tensorflow as tf

weights = tf.Variable([0.5, 0.25])


def weighted(x):
    return tf.reduce_sum(weights * x)


def normed(x):
    return x / np.linalg.norm(x)


def doubled(x):
    return tf.constant(2.0) * x


for step in range(3):
    array = np.array([1.0, 2.0]) + step
    print(float(weighted(array)), normed(array).round(3).tolist(), doubled(array.astype("float32")).numpy().tolist())
