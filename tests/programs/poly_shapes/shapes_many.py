"""Geometry helpers called with points, batches and meshes; broadcasting; dtype variety."""
import numpy as np
import tensorflow as tf


def rotate(points, angle):
    c, s = tf.cos(angle), tf.sin(angle)
    return tf.matmul(points, matrix(c, s))


def matrix(c, s):
    return tf.stack([tf.stack([c, s], -1), tf.stack([-s, c], -1)], -2)


def distance(a, b):
    return tf.sqrt(tf.reduce_sum(tf.math.squared_difference(a, b), -1))


def lerp(a, b, t):
    return a + (b - a) * t


def bounding(points):
    return tf.reduce_min(points, -2), tf.reduce_max(points, -2)


def area(low, high):
    return tf.reduce_prod(high - low, -1)


def to_homogeneous(points):
    return tf.concat([points, tf.ones_like(points[..., :1])], -1)


def transform(points, m):
    return drop(tf.linalg.matvec(m, to_homogeneous(points)))


def drop(h):
    return h[..., :-1] / h[..., -1:]


def knn(x, y, k):
    d = distance(x[:, None], y[None])
    return tf.math.top_k(-d, k)


def gather_neighbours(y, indices):
    return tf.gather(y, indices)


points = tf.random.normal([10, 2])
rotate(points, 0.5)
rotate(tf.zeros([3, 10, 2]), tf.constant(0.1))
distance(points, tf.zeros([2]))
distance(points[0], points[1])
low, high = bounding(points)
area(low, high)
low, high = bounding(tf.reshape(points, [2, 5, 2]))
area(low, high)
lerp(low, high, 0.5)
lerp(tf.constant(0.0), tf.constant(1.0), tf.linspace(0.0, 1.0, 4))
lerp(np.zeros(3), tf.ones([3], tf.float64), 0.1)
transform(points, tf.eye(3))
transform(tf.zeros([4, 3]), tf.eye(4, batch_shape=[4]))
neighbours = knn(points, points[:4], 2)
gather_neighbours(points[:4], neighbours.indices)
gather_neighbours(points, neighbours[1][:, 0])
for dtype in (tf.float16, tf.float32, tf.float64):
    distance(tf.ones([2, 3], dtype), tf.zeros([3], dtype))
