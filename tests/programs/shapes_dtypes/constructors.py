import numpy as np
import tensorflow as tf


def echo(x):
    return x


def pair(a, b):
    return a, b


def like(x):
    return tf.zeros_like(x), tf.ones_like(x, dtype=tf.int32)


def eye(n, batch):
    return echo(tf.eye(n, batch_shape=batch))


def sequences(n):
    return [echo(s) for s in (tf.range(n), tf.range(1.0, 2.0, 0.25), tf.linspace(0.0, 1.0, n), tf.range(n, dtype=tf.int64))]


def randoms(shape):
    return [
        echo(tf.random.normal(shape)),
        echo(tf.random.uniform(shape, maxval=5, dtype=tf.int32)),
        echo(tf.random.truncated_normal(shape, dtype=tf.float64)),
        echo(tf.random.gamma(shape, alpha=[0.5, 1.5])),
        echo(tf.random.poisson(shape, [1.0, 2.0, 3.0])),
        echo(tf.random.categorical(tf.zeros([2, 3]), 4)),
    ]


def converted():
    return [
        echo(tf.constant([[1, 2], [3, 4]])),
        echo(tf.constant([1, 2.5])),
        echo(tf.constant(3, shape=[2, 2])),
        echo(tf.constant("text")),
        echo(tf.constant([True])),
        echo(tf.constant(1 + 2j)),
        echo(tf.convert_to_tensor(np.arange(3))),
        echo(tf.convert_to_tensor(np.float32(2.0))),
        echo(tf.constant(np.ones((2, 1), np.uint8))),
        echo(tf.convert_to_tensor([tf.ones([2]), tf.zeros([2])])),
        echo(tf.fill([2, 3], 7)),
        echo(tf.one_hot([0, 2], 3)),
        echo(tf.one_hot(tf.constant([[1], [0]]), 4, axis=1, dtype=tf.bool, on_value=True, off_value=False)),
    ]


def variables():
    return [echo(tf.Variable(1)), echo(tf.Variable([1.0, 2.0], dtype=tf.float64)), echo(tf.Variable(tf.zeros([2, 2])))]


tf.random.set_seed(0)
print([t.shape for t in like(tf.constant([[1.5]]))], eye(2, [3]).shape, [s.dtype.name for s in sequences(4)])
print([r.shape for r in randoms([2])])
print([c.dtype.name for c in converted()])
print([v.shape for v in variables()], pair(tf.constant(1), np.int64(2))[1], pair([1, 2], (tf.ones([1]),))[0])
