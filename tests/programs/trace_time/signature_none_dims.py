"""Compiled functions whose signatures leave dimensions open, and the helpers they call."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32), tf.TensorSpec([None], tf.int32)])
def class_means(features, labels):
    sums = scatter(features, labels)
    counts = tf.math.bincount(labels, minlength=3, maxlength=3, dtype=tf.float32)
    return divide(sums, counts[:, tf.newaxis])


def scatter(values, ids):
    return tf.math.unsorted_segment_sum(values, ids, 3)


def divide(a, b):
    return tf.math.divide_no_nan(a, b)


@tf.function(input_signature=[tf.TensorSpec([None, None, 3], tf.float32)])
def standardize(images):
    mean = tf.reduce_mean(images, axis=[0, 1])
    centered = center(images, mean)
    return flatten(centered)


def center(images, mean):
    return images - mean


def flatten(images):
    return tf.reshape(images, [-1, images.shape[-1]])


@tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
def total(x):
    return tf.reduce_sum(absolute(x))


def absolute(x):
    return tf.abs(x)


@tf.function
def pairwise(a, b):
    return distance(a[:, tf.newaxis], b[tf.newaxis])


def distance(a, b):
    return tf.norm(a - b, axis=-1)


print(class_means(tf.ones([5, 4]), tf.constant([0, 1, 1, 2, 0])).shape)
print(class_means(tf.ones([2, 4]), tf.constant([0, 1])).shape)
print(standardize(tf.ones([4, 6, 3])).shape, total(tf.ones([2, 2, 2])).shape, total(tf.constant(1.0)).shape)
spec = pairwise.get_concrete_function(tf.TensorSpec([None, 2]), tf.TensorSpec([None, 2]))
print(spec(tf.ones([3, 2]), tf.ones([4, 2])).shape)
