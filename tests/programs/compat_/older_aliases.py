"""Spellings of TensorFlow 2.0-2.4: experimental names, tf.keras.backend, tf.math aliases."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.python.framework import constant_op
from tensorflow.python.ops import array_ops, math_ops


def weighted_sum(x, w):
    return math_ops.reduce_sum(math_ops.multiply(x, w), axis=-1)


def expand(x):
    return array_ops.expand_dims(x, 0)


def constant(values):
    return constant_op.constant(values, dtype=tf.float32)


def parallel(dataset):
    return dataset.map(halve, num_parallel_calls=tf.data.experimental.AUTOTUNE).prefetch(tf.data.experimental.AUTOTUNE)


def halve(x):
    return x / 2


@tf.function(experimental_relax_shapes=True)
def relaxed(x):
    return total(x)


def total(x):
    return tf.reduce_sum(x)


def stats(dataset):
    return tf.data.experimental.cardinality(dataset), tf.data.experimental.get_single_element(dataset.batch(4))


def to_numpy(x):
    return tf.make_ndarray(tf.make_tensor_proto(x))


def dot(a, b):
    return tf.tensordot(a, b, axes=[[1], [0]])


def log_softmax(x):
    return x - tf.math.reduce_logsumexp(x, axis=-1, keepdims=True)


x = constant([[1.0, 2.0], [3.0, 4.0]])
print(weighted_sum(x, constant([0.5, 0.5])).numpy(), expand(x).shape, dot(x, x).shape, log_softmax(x).shape)
count, batch = stats(parallel(tf.data.Dataset.from_tensor_slices(np.arange(4.0))))
print(int(count), batch.numpy())
for n in (1, 2, 3):
    print(float(relaxed(tf.ones([n]))))
print(to_numpy(np.ones(2)).shape, K.epsilon() > 0)
