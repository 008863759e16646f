"""Arguments that a graph cannot take, beside some that it can."""

import argparse
import dataclasses
import types

import tensorflow as tf


@dataclasses.dataclass
class Settings:
    gain: float


@dataclasses.dataclass(frozen=True)
class Frozen:
    gain: float


class Interval:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def __eq__(self, other):
        return (self.low, self.high) == (other.low, other.high)

    def clip(self, x):
        return tf.clip_by_value(x, self.low, self.high)


def with_settings(settings, x):
    return x * settings.gain


def with_frozen(frozen, x):
    return x * frozen.gain


def with_namespace(args, x):
    return x + args.shift


def with_simple(simple, x):
    return x - simple.shift


def with_views(values):
    return tf.add_n(list(values))


def with_set(axes, x):
    return tf.reduce_sum(x, axis=sorted(axes))


def with_slice(part, x):
    return tf.reduce_sum(x[part])


def with_iterator(rows):
    return tf.add_n([tf.reduce_sum(row) for row in rows])


x = tf.reshape(tf.range(6.0), [2, 3])
settings, frozen, simple = Settings(2.0), Frozen(3.0), types.SimpleNamespace(shift=1.0)
args = argparse.Namespace(shift=2.0)
interval = Interval(1.0, 4.0)
for _ in range(3):
    total = with_settings(settings, x) + with_frozen(frozen, x) + with_namespace(args, x) + with_simple(simple, x)
    total += interval.clip(x)
    parts = {"a": x, "b": total}
    print(float(tf.reduce_sum(with_views(parts.values()))))
    print(float(tf.reduce_sum(with_set({0, 1}, x))), float(with_slice(slice(0, 1), x)))
    print(float(with_iterator(iter([x, x]))))
