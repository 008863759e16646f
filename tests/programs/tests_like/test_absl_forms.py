"""Parameters of whole test classes, products, and decorators that functions of the program make."""

import functools
import itertools

import numpy as np
import tensorflow as tf
from absl.testing import parameterized
from tensorflow.python.framework import test_combinations as combinations

SHAPES = (
    ((1, 2, 3), 1),
    ((1, 2, 3, 4), 2),
)


def combined(*parameters):
    join = lambda a, b: ("_".join((a[0], b[0])), *a[1:], *b[1:])  # noqa: E731
    return parameterized.named_parameters(functools.reduce(join, row) for row in itertools.product(*parameters))


def flattened(x, axis):
    return tf.reshape(x, [-1, *x.shape[axis:]])


def powered(x, exponent):
    return x**exponent


def typed(x):
    return x


def negated(x):
    return -x


def reversed_rows(x):
    return x[::-1]


def squared(x):
    return x * x


class Invariants:
    def check_square(self, size, dtype):
        squared(tf.ones([size], dtype))


@parameterized.parameters(*itertools.product([2, 3], ["float32"]))
class ClassTest(parameterized.TestCase, tf.test.TestCase):
    def test_typed(self, size, dtype):
        typed(tf.ones([size], dtype))


class FormsTest(parameterized.TestCase, tf.test.TestCase):
    @parameterized.parameters(*SHAPES)
    def test_starred(self, shape, axis):
        flattened(tf.ones(shape), axis)

    @parameterized.product([dict(x=np.float32(2)), dict(x=np.float32(3))], exponent=(1, 2))
    def test_product(self, x, exponent):
        powered(tf.constant(x), exponent)

    @combined([("one", 1), ("two", 2)], [("float", tf.float32), ("int", tf.int32)])
    def test_combined(self, size, dtype):
        negated(tf.ones([size], dtype))

    @parameterized.named_parameters((f"_{size}", tf.ones([size])) for size in range(1, 3))
    def test_generated(self, x):
        reversed_rows(x)


@combinations.generate(
    combinations.times(
        combinations.combine(size=[2, 3]),
        combinations.combine(dtype=[tf.float32, tf.int32]),
    )
)
class CombinationsTest(parameterized.TestCase, tf.test.TestCase):
    test_square = Invariants.check_square


if __name__ == "__main__":
    tf.test.main()
