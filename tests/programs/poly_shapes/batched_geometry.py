"""Geometry helpers for single points, batches and grids."""

import tensorflow as tf


def rotate(points, angle):
    c, s = tf.cos(angle), tf.sin(angle)
    matrix = tf.stack([tf.stack([c, -s], -1), tf.stack([s, c], -1)], -2)
    return tf.linalg.matvec(matrix, points)


def bounding_box(points):
    return tf.concat([tf.reduce_min(points, axis=-2), tf.reduce_max(points, axis=-2)], axis=-1)


def area(box):
    return (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])


def grid(height, width):
    y, x = tf.meshgrid(tf.range(height), tf.range(width), indexing="ij")
    return tf.cast(tf.stack([x, y], axis=-1), tf.float32)


def distances(a, b):
    difference = a[..., :, None, :] - b[..., None, :, :]
    return tf.sqrt(tf.reduce_sum(difference**2, axis=-1))


def nearest(matrix):
    return tf.argmin(matrix, axis=-1)


points = tf.random.normal([4, 2])
batch = tf.random.normal([3, 6, 2])
print(rotate(points[0], tf.constant(0.3)).shape, rotate(points, tf.zeros([4])).shape)
print(area(bounding_box(points)).shape, area(bounding_box(batch)).shape)
flat = tf.reshape(grid(3, 5), [-1, 2])
print(nearest(distances(flat, points)).shape, nearest(distances(batch, batch[:, :2])).shape)
