"""Descriptors of the program's own around methods, ``object.__new__``, calls that raise, gradients checked."""

import functools

import tensorflow as tf


class Counted:
    """Wraps a function or, as a descriptor, a method."""

    def __init__(self, function):
        self.calls = 0

        @functools.wraps(function)
        def counted(*args):
            self.calls += 1
            return function(*args)

        self.counted = counted

    def __get__(self, instance, owner):
        if instance is None:
            return self
        new = object.__new__(self.__class__)
        new.calls = 0
        new.counted = self.counted.__get__(instance, owner)
        return new

    def __call__(self, *args):
        return self.counted(*args)


class Constant:
    def __init__(self, value):
        self.value = value

    def __get__(self, instance, owner):
        return tf.constant(self.value)


class Single:
    _only = None

    def __new__(cls, size):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __init__(self, size):
        self.state = tf.zeros([size])

    def push(self, x):
        self.state = self.state + x
        return self.state


class Model:
    limit = Constant(3.0)

    @Counted
    def scaled(self, x, factor):
        return clipped(x * factor, self.limit)


def clipped(x, limit):
    return tf.minimum(x, limit)


@Counted
def doubled(x):
    return 2 * x


def cubed(x, y):
    return x**3 + y


def needs_two(x, y):
    return x + y


def safely(function, *args):
    try:
        return function(*args)
    except TypeError:
        return None


def main():
    model = Model()
    model.scaled(tf.ones([2]), 2.0)
    doubled(tf.ones([3]))
    clipped(tf.ones([1]), Model.limit)
    Single(4).push(tf.ones([4]))
    tf.test.compute_gradient(cubed, [tf.ones([2], tf.float64), tf.constant(1.5, tf.float64)])
    tf.test.compute_gradient(lambda x: cubed(x, 1.0), [tf.ones([2, 2])])
    safely(needs_two, "text")
    safely(needs_two, tf.ones([2]), tf.ones([2]))


if __name__ == "__main__":
    main()
