"""tf.experimental.numpy beside ordinary ops."""
import tensorflow as tf
import tensorflow.experimental.numpy as tnp


def kernel(x, y):
    return tnp.exp(-tnp.sum(tnp.square(x[:, None] - y[None]), axis=-1))


def center(x):
    return x - tnp.mean(x, axis=0)


def layer(x, w):
    return tnp.maximum(tnp.dot(x, w), 0.0)


def mix(x):
    return tf.nn.softmax(x)


x = tnp.ones([5, 2])
y = tnp.reshape(tnp.arange(6.0), (3, 2))
k = kernel(x, y)
mix(k)
center(y)
layer(x, tnp.random.randn(2, 4))
mix(tnp.concatenate([x, y], axis=0))
mix(tnp.zeros((2, 3), dtype=tf.float32))
mix(tnp.expand_dims(tnp.array([1.0, 2.0]), 0))
