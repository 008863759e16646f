"""Joining of columns."""

import tensorflow as tf

from .clean import standardize


def as_matrix(columns):
    return tf.stack([standardize(c) for c in columns], axis=1)


def interactions(matrix):
    products = matrix[:, :, None] * matrix[:, None, :]
    return tf.reshape(products, [matrix.shape[0], -1])


STEPS = {"matrix": as_matrix, "interactions": interactions}
