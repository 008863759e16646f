from functools import partial, reduce

import tensorflow as tf


def conv(x, kernel, stride, padding):
    return tf.nn.conv2d(x, kernel, strides=stride, padding=padding)


def pool(x, size=2, kind=tf.nn.max_pool2d):
    return kind(x, ksize=size, strides=size, padding="VALID")


def add_noise(stddev, x, seed):
    return x + tf.random.stateless_normal(x.shape, seed=[seed, seed], stddev=stddev)


def apply(x, operation):
    return operation(x)


def run(x, operations):
    return reduce(apply, operations, x)


def power(base, exponent):
    return tf.pow(base, exponent)


kernel = tf.fill([3, 3, 1, 2], 0.1)
same_conv = partial(conv, kernel=kernel, stride=1, padding="SAME")
noisy = partial(add_noise, 0.1, seed=3)
average = partial(pool, kind=tf.nn.avg_pool2d)
image = tf.ones([1, 8, 8, 1])
out = run(image, [noisy, same_conv, pool, average])
print(out.shape)
square = partial(power, exponent=2.0)
print(list(map(lambda t: float(square(t)), [tf.constant(2.0), tf.constant(3.0)])))
print(reduce(tf.matmul, [tf.eye(2)] * 3).shape)
