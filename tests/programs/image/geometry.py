import math

import tensorflow as tf


def rotation(angle):
    c, s = tf.cos(angle), tf.sin(angle)
    return tf.reshape(tf.stack([c, -s, s, c]), [2, 2])


def homogeneous(points):
    return tf.pad(points, [[0, 0], [0, 1]], constant_values=1.0)


def affine_matrix(angle, translation, scale=1.0):
    linear = scale * rotation(angle)
    return tf.concat([linear, translation[:, None]], axis=1)


def warp_points(matrix, points):
    return tf.matmul(homogeneous(points), matrix, transpose_b=True)


def pixel_grid(height, width):
    ys, xs = tf.meshgrid(tf.linspace(-1.0, 1.0, height), tf.linspace(-1.0, 1.0, width), indexing="ij")
    return tf.reshape(tf.stack([xs, ys], axis=-1), [-1, 2])


def bilinear_sample(image, points):
    height, width = image.shape[0], image.shape[1]
    x = (points[:, 0] + 1.0) * (width - 1) / 2.0
    y = (points[:, 1] + 1.0) * (height - 1) / 2.0
    x0, y0 = tf.floor(x), tf.floor(y)
    wx, wy = (x - x0)[:, None], (y - y0)[:, None]
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    values = [fetch(image, y0 + dy, x0 + dx) for dy, dx in corners]
    top = values[0] * (1 - wx) + values[1] * wx
    bottom = values[2] * (1 - wx) + values[3] * wx
    return top * (1 - wy) + bottom * wy


def fetch(image, y, x):
    yi = tf.clip_by_value(tf.cast(y, tf.int32), 0, image.shape[0] - 1)
    xi = tf.clip_by_value(tf.cast(x, tf.int32), 0, image.shape[1] - 1)
    return tf.gather_nd(image, tf.stack([yi, xi], axis=1))


def warp(image, matrix):
    grid = warp_points(matrix, pixel_grid(image.shape[0], image.shape[1]))
    return tf.reshape(bilinear_sample(image, grid), image.shape)


image = tf.random.stateless_uniform([6, 8, 3], seed=[1, 2])
matrix = affine_matrix(tf.constant(math.pi / 6), tf.constant([0.1, 0.0]))
print(warp(image, matrix).shape, rotation(0.3).shape)
