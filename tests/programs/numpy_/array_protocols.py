import numpy as np
import tensorflow as tf


def batched(array, size):
    count = int(np.ceil(len(array) / size))
    return np.array_split(array, count)


def rolling(array, window):
    return np.lib.stride_tricks.sliding_window_view(array, window)


def ufunc_on_tensor(t):
    return np.sqrt(t), np.maximum(t, 0.5)


def reduce_tensor(t):
    return np.mean(t), np.max(t, axis=0)


def meshgrid_points(n):
    xs, ys = np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, n))
    return np.column_stack([xs.ravel(), ys.ravel()])


def to_tf(points, dtype=tf.float32):
    return tf.cast(tf.convert_to_tensor(points), dtype)


def scores(points, center):
    return tf.exp(-tf.reduce_sum((points - center) ** 2, axis=1))


def argsort_np(values):
    return np.argsort(values.numpy())[::-1]


def pick(points, order, k):
    return tf.gather(points, order[:k].copy())


def masked(array, threshold):
    return np.ma.masked_less(array, threshold).filled(0.0)


def structured():
    table = np.zeros(3, dtype=[("id", "i4"), ("value", "f4")])
    table["id"] = [1, 2, 3]
    table["value"] = [0.1, 0.2, 0.3]
    return table


def column(table, name):
    return tf.constant(table[name])


for part in batched(np.arange(7, dtype=np.float32), 3):
    print(ufunc_on_tensor(tf.constant(part))[0].dtype, rolling(part, 2).shape)
points = to_tf(meshgrid_points(4))
values = scores(points, tf.constant([0.5, 0.5]))
print(points.shape, pick(points, argsort_np(values), 3).shape, reduce_tensor(points)[1].shape)
print(masked(np.array([0.2, 0.9]), 0.5), column(structured(), "value").dtype.name, column(structured(), "id").shape)
