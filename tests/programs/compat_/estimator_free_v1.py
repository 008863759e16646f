"""compat.v1 losses, layers-free ops, variable scopes are gone but names remain."""

import tensorflow.compat.v1 as tf
import tensorflow as tf2


def normalize(x):
    return tf.div_no_nan(x - tf.reduce_mean(x), tf.math.reduce_std(x))


def pad_to(x, length):
    return tf.pad(x, [[0, length - tf.shape(x)[0]], [0, 0]])


def arg_best(x):
    return tf.argmax(x, axis=1, output_type=tf.int32)


def log_loss(labels, predictions):
    return tf.losses.log_loss(labels, predictions)


def absolute(labels, predictions):
    return tf.losses.absolute_difference(labels, predictions, reduction=tf.losses.Reduction.MEAN)


def where_positive(x):
    return tf.where(x > 0, x, tf.zeros_like(x))


def count(x):
    return tf.count_nonzero(x)


def to_int(x):
    return tf.to_int32(x)


def string_split(line):
    return tf.string_split([line], delimiter=",")


def multinomial(logits):
    return tf.random.categorical(logits, 2)


def matmul3(a, b, c):
    return tf.matmul(tf.matmul(a, b), c)


x = tf.reshape(tf.range(6.0), [3, 2])
print(normalize(x).shape, pad_to(x, 5).shape, arg_best(x).dtype.name, int(count(x)))
print(log_loss(tf.ones([2]), tf.fill([2], 0.9)).shape, absolute(tf.zeros([2]), tf.ones([2])).numpy())
print(where_positive(-x).numpy().sum(), to_int(x).dtype.name, string_split(tf.constant("a,b")).values.numpy())
print(multinomial(tf.zeros([2, 3])).shape, matmul3(x, tf2.eye(2), tf.transpose(x)).shape)
