"""Loops whose variables grow: shape invariants, TensorArrays of rows, nested while loops."""

import tensorflow as tf


def collect_primes(limit):
    def condition(candidate, primes):
        return candidate < limit

    def body(candidate, primes):
        primes = tf.cond(is_prime(candidate, primes), lambda: append(primes, candidate), lambda: primes)
        return candidate + 1, primes

    _, primes = tf.while_loop(
        condition, body, [tf.constant(3), tf.constant([2])], shape_invariants=[tf.TensorShape([]), tf.TensorShape([None])]
    )
    return primes


def is_prime(candidate, primes):
    return tf.reduce_all(candidate % primes != 0)


def append(primes, candidate):
    return tf.concat([primes, [candidate]], axis=0)


@tf.function
def pascal(rows):
    row = tf.constant([1])
    out = tf.TensorArray(tf.int32, size=0, dynamic_size=True, infer_shape=False)
    for i in tf.range(rows):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(row, tf.TensorShape([None]))])
        out = out.write(i, row)
        row = extend(row)
    return row, out.concat()


def extend(row):
    return tf.concat([[1], row[1:] + row[:-1], [1]], axis=0)


@tf.function
def mandelbrot(c, limit):
    z = tf.zeros_like(c)
    counts = tf.zeros(tf.shape(c), tf.int32)
    for _ in tf.range(limit):
        inside = tf.abs(z) < 2.0
        z = iterate(z, c, inside)
        counts += tf.cast(inside, tf.int32)
    return counts


def iterate(z, c, inside):
    return tf.where(inside, z * z + c, z)


print(collect_primes(tf.constant(20)).numpy())
row, triangle = pascal(tf.constant(4))
print(row.numpy(), triangle.shape)
x, y = tf.meshgrid(tf.linspace(-2.0, 0.5, 6), tf.linspace(-1.0, 1.0, 4))
print(mandelbrot(tf.complex(x, y), tf.constant(10)).numpy().max())
