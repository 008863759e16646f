"""Operators, __getitem__, properties, context managers, class attributes, closures."""
import contextlib

import tensorflow as tf


class Vector:
    def __init__(self, data):
        self.data = tf.convert_to_tensor(data, tf.float32)

    def __add__(self, other):
        return Vector(add(self.data, unwrap(other)))

    __radd__ = __add__

    def __matmul__(self, other):
        return tf.tensordot(self.data, unwrap(other), 1)

    def __getitem__(self, index):
        return pick(self.data, index)

    def __len__(self):
        return self.data.shape[0]

    def __iter__(self):
        return iter(tf.unstack(self.data))

    @property
    def norm(self):
        return tf.norm(self.data)

    @classmethod
    def zeros(cls, n):
        return cls(tf.zeros([n]))

    @staticmethod
    def of(*values):
        return Vector(tf.stack(values))


def unwrap(value):
    return value.data if isinstance(value, Vector) else value


def add(a, b):
    return a + b


def pick(data, index):
    return data[index]


def scalar(x):
    return tf.square(x)


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def counter():
    total = tf.Variable(0.0)

    def add_to(x):
        total.assign_add(tf.reduce_sum(x))
        return total

    return add_to


@contextlib.contextmanager
def scaled(x, k):
    yield x * k


class Cache:
    store = {}

    @classmethod
    def get(cls, key, make):
        if key not in cls.store:
            cls.store[key] = make()
        return cls.store[key]


def read(v):
    return v


a = Vector([1.0, 2.0, 3.0])
b = a + Vector.zeros(3)
c = 1.0 + b
scalar(a @ b)
scalar(c.norm)
read(a[0])
read(a[1:])
for item in c:
    scalar(item)
Vector.of(tf.constant(1.0), tf.constant(2.0))
compose(scalar, tf.reduce_sum, scalar)(tf.ones([2, 2]))
count = counter()
count(tf.ones([3]))
read(count(tf.ones([2, 2])))
with scaled(tf.ones([2]), 3.0) as y:
    read(y)
read(Cache.get("eye", lambda: tf.eye(2)))
read(Cache.get("eye", lambda: tf.eye(2)))
