import operator
import types

import tensorflow as tf


class Namespace(types.SimpleNamespace):
    pass


class Lazy:
    def __init__(self, **factories):
        self.__dict__["_factories"] = factories

    def __getattr__(self, name):
        try:
            factory = self._factories[name]
        except KeyError as error:
            raise AttributeError(name) from error
        value = factory()
        setattr(self, name, value)
        return value


def set_all(target, **values):
    for name, value in values.items():
        setattr(target, name, value)
    return target


def get_path(target, path):
    return operator.attrgetter(path)(target)


def scale(x, by):
    return x * by


def shape_of(x):
    return tuple(x.shape)


class Pipeline:
    def __init__(self, steps):
        for index, step in enumerate(steps):
            setattr(self, f"step_{index}", step)
        self.count = len(steps)

    def run(self, x):
        for index in range(self.count):
            x = getattr(self, f"step_{index}")(x)
        return x


def center(x):
    return x - tf.reduce_mean(x)


def method_of(instance, name, *args):
    return operator.methodcaller(name, *args)(instance)


def double(self, x):
    return x * self.factor


state = set_all(Namespace(), w=tf.ones([2, 3]), inner=Namespace(b=tf.zeros([3])))
print(shape_of(state.w), shape_of(get_path(state, "inner.b")))
lazy = Lazy(table=lambda: tf.eye(3))
print(shape_of(lazy.table), scale(lazy.table, 2.0).numpy().sum())
pipeline = Pipeline([center, tf.nn.relu, lambda t: scale(t, 3)])
print(method_of(pipeline, "run", tf.constant([1.0, 3.0])).numpy())
state.factor = 4.0
state.double = types.MethodType(double, state)
print(state.double(tf.constant(2.0)).numpy())
