import weakref

import tensorflow as tf


class Meta(type):
    registry = {}

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.registry[name] = cls
        return cls


class Op(metaclass=Meta):
    __slots__ = ("inputs", "__weakref__")

    def __init__(self, *inputs):
        self.inputs = inputs

    def compute(self, *values):
        raise NotImplementedError

    def __call__(self, feed):
        values = [feed[i] if isinstance(i, str) else i(feed) for i in self.inputs]
        return self.compute(*values)


class Add(Op):
    def compute(self, a, b):
        return a + b


class MatMul(Op):
    def compute(self, a, b):
        return tf.matmul(a, b)


class Relu(Op):
    __slots__ = ()

    def compute(self, a):
        return tf.nn.relu(a)


class Cache:
    _entries = weakref.WeakKeyDictionary()

    @classmethod
    def get(cls, op, feed):
        if op not in cls._entries:
            cls._entries[op] = op(feed)
        return cls._entries[op]

    @staticmethod
    def size(result):
        return tf.size(result)


network = Relu(Add(MatMul("x", "w"), "b"))
feed = {"x": tf.ones([2, 3]), "w": tf.ones([3, 4]), "b": tf.constant([-4.0, 0.0, 1.0, 2.0])}
print(Cache.get(network, feed).shape, Cache.get(network, feed) is Cache.get(network, feed))
print(int(Cache.size(network(feed))), sorted(Meta.registry))
