import functools
import inspect

import tensorflow as tf


def forwarding(handler):
    """A decorator that hands every call to ``handler(wrapped, instance, args, kwargs)``."""

    def decorate(wrapped):
        if not inspect.isfunction(wrapped) and not inspect.ismethod(wrapped):

            @functools.wraps(wrapped.__call__)
            def for_object(*args, **kwargs):
                return handler(wrapped.__call__, wrapped, args, kwargs)

            return for_object
        if inspect.ismethod(wrapped):

            @functools.wraps(wrapped)
            def for_bound(*args, **kwargs):
                return handler(wrapped, wrapped.__self__, args, kwargs)

            return for_bound
        names = inspect.getfullargspec(wrapped).args
        if names and names[0] == "self":

            @functools.wraps(wrapped)
            def for_method(self, *args, **kwargs):
                return handler(wrapped.__get__(self, type(self)), self, args, kwargs)

            return for_method

        @functools.wraps(wrapped)
        def for_function(*args, **kwargs):
            return handler(wrapped, None, args, kwargs)

        return for_function

    return decorate


@forwarding
def first_time(wrapped, instance, args, kwargs):
    if not getattr(instance, "ready", False):
        wrapped(*args, **kwargs)
        instance.ready = True


@forwarding
def scoped(wrapped, instance, args, kwargs):
    with tf.name_scope("scoped"):
        return wrapped(*args, **kwargs)


def converted_in_graphs(function):
    made = []

    def converted():
        if not made:
            made.append(tf.autograph.to_graph(function))
        return made[0]

    @functools.wraps(function)
    def either(*args, **kwargs):
        if tf.executing_eagerly():
            return function(*args, **kwargs)
        return converted()(*args, **kwargs)

    return either


class Dense(tf.Module):
    def __init__(self, units):
        super().__init__()
        self.units = units

    @first_time
    def build(self, inputs):
        self.w = tf.Variable(tf.ones([inputs.shape[-1], self.units], inputs.dtype))

    def __call__(self, inputs):
        self.build(inputs)
        return tf.matmul(inputs, self.w)


class Dropping(tf.Module):
    @converted_in_graphs
    def drop(self, x, training):
        if training:
            return x * 0.5
        return x

    def __call__(self, x, training):
        return self.drop(x, training)


class Doubling:
    def __call__(self, values):
        return values * 2.0


@scoped
def total(values):
    return tf.reduce_sum(values)


single, double = Dense(2), Dense(3)
print(single(tf.ones([4, 2])).shape, double(tf.ones([5, 6], tf.float64)).shape)
compiled = tf.function(Dense(1))
print(compiled(tf.ones([7, 3])).shape)

dropping = Dropping()
print(dropping(tf.ones([2, 3]), True)[0, 0].numpy())
as_written = tf.function(dropping, autograph=False)
print(as_written(tf.ones([4]), tf.constant(True)).numpy())

print(tf.function(Doubling())(tf.ones([8])).shape)
print(total(tf.range(3.0)).numpy())
