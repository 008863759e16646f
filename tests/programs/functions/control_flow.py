"""AutoGraph at work: tensor conditions, loops, early exits."""

import tensorflow as tf


@tf.function
def collatz(n):
    steps = tf.constant(0)
    while n != 1:
        n = advance(n)
        steps += 1
    return steps


def advance(n):
    if n % 2 == 0:
        return n // 2
    else:
        return 3 * n + 1


@tf.function
def clip_outliers(x, limit):
    mean = tf.reduce_mean(x)
    std = tf.math.reduce_std(x)
    if std > limit:
        x = tf.clip_by_value(x, mean - limit, mean + limit)
    return x


@tf.function
def fizz(limit):
    count = 0
    for i in tf.range(1, limit + 1):
        if divisible(i, 15):
            count += 2
        elif divisible(i, 3) or divisible(i, 5):
            count += 1
    return count


def divisible(i, by):
    return tf.equal(i % by, 0)


@tf.function
def newton(x, target):
    for _ in tf.range(50):
        error = x * x - target
        if tf.abs(error) < 1e-5:
            break
        x -= error / (2.0 * x)
    return x


print(collatz(tf.constant(27)).numpy())
print(clip_outliers(tf.constant([1.0, 2.0, 50.0]), tf.constant(3.0)).shape)
print(fizz(tf.constant(15)).numpy())
print(round(float(newton(tf.constant(1.0), tf.constant(2.0))), 4))
