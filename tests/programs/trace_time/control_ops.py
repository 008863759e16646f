"""while_loop, cond, switch_case, map_fn, scan, TensorArray in and out of tf.function."""
import tensorflow as tf


def body(i, total):
    return i + 1, total + tf.cast(i, tf.float32)


def keep_going(i, total):
    return i < 5


def double(x):
    return x * 2


def halve(x):
    return x / 2


def choose(flag, x):
    return tf.cond(flag, lambda: double(x), lambda: halve(x))


def fib(state, _):
    a, b = state
    return b, a + b


def step(acc, x):
    return acc * 0.9 + x


@tf.function
def cumulate(xs):
    out = tf.TensorArray(tf.float32, size=tf.shape(xs)[0])
    acc = tf.zeros_like(xs[0])
    for i in tf.range(tf.shape(xs)[0]):
        acc = step(acc, xs[i])
        out = out.write(i, acc)
    return finish(out.stack())


def finish(stacked):
    return tf.transpose(stacked)


@tf.function
def collatz(n):
    steps = tf.constant(0)
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return note(steps)


def note(steps):
    return steps


def per_row(row):
    return tf.reduce_max(row), tf.argmax(row)


def use(x):
    return x


i, total = tf.while_loop(keep_going, body, [tf.constant(0), tf.constant(0.0)])
use(total)
use(choose(tf.constant(True), tf.constant([1.0, 2.0])))
use(tf.scan(fib, tf.range(6), initializer=(tf.constant(0), tf.constant(1))))
use(tf.scan(step, tf.random.normal([7, 2])))
use(cumulate(tf.random.normal([4, 3])))
use(cumulate(tf.random.normal([6, 3])))
use(collatz(tf.constant(7)))
use(tf.map_fn(per_row, tf.random.normal([3, 5]), fn_output_signature=(tf.float32, tf.int64)))
use(tf.vectorized_map(double, tf.ones([3, 2])))
use(tf.foldl(step, tf.ones([5, 2])))
use(tf.switch_case(tf.constant(1), [lambda: tf.zeros([2]), lambda: tf.ones([2])]))
use(tf.case([(tf.constant(True), lambda: tf.constant(1))], default=lambda: tf.constant(2)))
