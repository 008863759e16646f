import functools
from typing import Protocol, Union

import numpy as np
import tensorflow as tf


class Transform(Protocol):
    def __call__(self, x: tf.Tensor) -> tf.Tensor: ...


@functools.singledispatch
def as_tensor(value):
    raise TypeError(type(value))


@as_tensor.register(np.ndarray)
def _(value):
    return tf.convert_to_tensor(value, tf.float32)


@as_tensor.register(list)
def _(value):
    return tf.stack([tf.cast(v, tf.float32) for v in value])


@as_tensor.register(tf.Tensor)
def _(value):
    return tf.cast(value, tf.float32)


class Standardize:
    def __init__(self, mean: float, std: float):
        self.mean, self.std = mean, std

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return (x - self.mean) / self.std


def clip(x: tf.Tensor) -> tf.Tensor:
    return tf.clip_by_value(x, -1.0, 1.0)


def chain(*transforms: Transform) -> Transform:
    def run(x: tf.Tensor) -> tf.Tensor:
        for transform in transforms:
            x = transform(x)
        return x

    return run


Number = Union[int, float, tf.Tensor]


def scale(x: tf.Tensor, by: Number = 1) -> tf.Tensor:
    return x * tf.cast(by, x.dtype)


process = chain(Standardize(2.0, 0.5), clip, functools.partial(scale, by=3))
for value in (np.arange(4), [1, 2.5], tf.constant([[1, 2]])):
    print(process(as_tensor(value)).shape)
print(scale(tf.ones([2]), tf.constant(2)).numpy(), scale(tf.ones([2], tf.float64), 0.5).dtype.name)
