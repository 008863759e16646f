"""tf.function with and without input signatures, relaxed shapes, several dtypes."""

import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec(shape=[None, 4], dtype=tf.float32), tf.TensorSpec([], tf.float32)])
def normalise(x, eps):
    norm = tf.norm(x, axis=1, keepdims=True)
    return x / (norm + eps)


@tf.function(reduce_retracing=True)
def running_sum(values):
    return tf.cumsum(values)


@tf.function
def sign_split(x):
    return positive(x), negative(x)


def positive(x):
    return tf.maximum(x, tf.zeros([], x.dtype))


def negative(x):
    return tf.minimum(x, tf.cast(0, x.dtype))


@tf.function(jit_compile=False, autograph=False)
def static(x, axis=0):
    return tf.reduce_max(x, axis=axis)


def lengths():
    for n in (3, 5, 7):
        yield tf.range(n)


for rows in (1, 2, 3):
    print(normalise(tf.ones([rows, 4]), tf.constant(1e-6)).shape)
for values in lengths():
    print(running_sum(values).numpy()[-1])
for dtype in (tf.float32, tf.int32, tf.float64):
    up, down = sign_split(tf.cast([-2, 3], dtype))
    print(up.dtype.name, down.numpy())
print(static(tf.eye(3)).shape, static(tf.eye(3), axis=1).shape)
print(normalise.get_concrete_function().output_shapes)
