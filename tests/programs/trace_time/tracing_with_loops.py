"""AutoGraph loops whose state changes shape, TensorArrays and shape invariants."""

import tensorflow as tf


@tf.function
def running(values):
    total = tf.zeros_like(values[0])
    array = tf.TensorArray(values.dtype, size=tf.shape(values)[0])
    for index in tf.range(tf.shape(values)[0]):
        total = step(total, values[index])
        array = array.write(index, total)
    return finish(array.stack())


def step(total, value):
    return 0.9 * total + value


def finish(stacked):
    return tf.reverse(stacked, [0])


@tf.function(input_signature=[tf.TensorSpec([None, 3]), tf.TensorSpec([], tf.int32)])
def repeat_rows(rows, times):
    result = rows
    for _ in tf.range(times):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(result, tf.TensorShape([None, 3]))])
        result = append(result, rows)
    return result


def append(result, rows):
    return tf.concat([result, rows], 0)


@tf.function
def collatz(n):
    count = tf.constant(0)
    while n > 1:
        n = tf.cond(is_even(n), lambda: n // 2, lambda: 3 * n + 1)
        count += 1
    return count


def is_even(n):
    return n % 2 == 0


def summarize(x):
    return tf.reduce_mean(x, axis=0)


print(summarize(running(tf.ones([5, 2]))).shape, summarize(running(tf.ones([3, 4]))).shape)
print(summarize(repeat_rows(tf.ones([2, 3]), 2)).shape, int(collatz(tf.constant(6))))
