import tensorflow as tf


def to_array(values, dtype="float32"):
    return tf.convert_to_tensor(values, dtype=dtype)


def softmax(x, axis=-1):
    shifted = x - tf.reduce_max(x, axis=axis, keepdims=True)
    e = tf.exp(shifted)
    return e / tf.reduce_sum(e, axis=axis, keepdims=True)
