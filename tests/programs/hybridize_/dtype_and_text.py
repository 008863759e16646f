"""Text made of tensors, dtypes as arguments, strings in and out."""

import tensorflow as tf


def labelled(x, name):
    return f"{name}: {tf.reduce_sum(x).numpy():.1f}"


def cast(x, dtype):
    return tf.cast(x, dtype)


def joined(words):
    return tf.strings.reduce_join(words, separator="-")


def described(x):
    tf.reduce_sum(x)
    return str(x.shape)


x = tf.constant([1.0, 2.0])
for _ in range(3):
    print(labelled(x, "a"), cast(x, tf.int32).numpy().tolist(), joined(tf.constant(["a", "b"])).numpy(), described(x))
