"""tf.py_function and tf.numpy_function inside pipelines."""

import numpy as np
import tensorflow as tf


def load_volume(index):
    rng = np.random.RandomState(int(index))
    return rng.rand(4, 4, 4).astype(np.float32), np.int64(index % 2)


def tf_load(index):
    volume, label = tf.numpy_function(load_volume, [index], [tf.float32, tf.int64])
    volume.set_shape([4, 4, 4])
    label.set_shape([])
    return volume, label


def rotate_eager(volume, label):
    turned = tf.transpose(volume, [1, 0, 2])
    return turned * float(label.numpy() + 1), label


def tf_rotate(volume, label):
    volume, label = tf.py_function(rotate_eager, [volume, label], [tf.float32, tf.int64])
    volume = tf.ensure_shape(volume, [4, 4, 4])
    return volume, label


def project(volume, label):
    return tf.reduce_max(volume, axis=0), tf.reshape(label, [])


def contrast(images):
    low = tf.reduce_min(images, axis=[1, 2], keepdims=True)
    high = tf.reduce_max(images, axis=[1, 2], keepdims=True)
    return (images - low) / (high - low)


dataset = tf.data.Dataset.range(5).map(tf_load).map(tf_rotate).map(project).batch(2)
for images, labels in dataset:
    print(contrast(images).shape, labels.dtype.name)
