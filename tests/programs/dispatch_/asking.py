"""Helpers that ask what they are given: abstract base classes, attributes, predicates, exact types, alternatives."""

import collections.abc
import numbers
from collections.abc import Sequence

import numpy as np
import tensorflow as tf


def as_mapping(inputs):
    if isinstance(inputs, collections.abc.Mapping):
        return from_mapping(inputs)
    if isinstance(inputs, (tuple, list)):
        return dict(enumerate(inputs))
    return from_one(inputs)


def from_mapping(features):
    return {name: tf.convert_to_tensor(value) for name, value in features.items()}


def from_one(feature):
    return {"": feature} if feature is not None else {}


def first(values):
    if isinstance(values, Sequence):
        return first_of_sequence(values)
    if isinstance(values, numbers.Number):
        return values
    return not_a_sequence(values)


def first_of_sequence(values):
    return values[0]


def not_a_sequence(value):
    return value


def static_shape(value):
    if hasattr(value, "shape"):
        return with_shape(value)
    return without_shape(value)


def with_shape(value):
    return value.shape


def without_shape(value):
    return None


def as_list(value):
    if type(value) in (list, tuple):
        return listed(value)
    if type(value) is dict:
        return listed(list(value.values()))
    return [single(value)]


def listed(values):
    return list(values)


def single(value):
    return value


def leaves(value):
    if tf.nest.is_nested(value):
        return nested(value)
    return [leaf(value)]


def nested(value):
    return tf.nest.flatten(value)


def leaf(value):
    return value


def either(value):
    if isinstance(value, list) or isinstance(value, tuple):  # noqa: SIM101 - two questions
        return either_of(value)
    if isinstance(value, tf.SparseTensor) or tf.is_tensor(value):
        return some_tensor(value)
    return neither(value)


def either_of(values):
    return values[0]


def some_tensor(value):
    return value


def neither(value):
    return value


def every(given):
    as_mapping(given)
    first(given)
    static_shape(given)
    as_list(given)
    leaves(given)
    either(given)


GIVEN = [
    {"a": tf.ones([2])},
    [tf.ones([3])],
    (tf.ones([4]),),
    tf.ones([2, 2]),
    tf.Variable(tf.ones([5])),
    tf.sparse.from_dense(tf.ones([2, 3])),
    tf.ragged.constant([[1], [1, 2]]),
    np.ones(3),
    1,
    2.0,
    None,
]
for number in range(len(GIVEN)):
    every(GIVEN[number])
