"""Classes of attrs: fields that are assigned, factories, converters, private and derived fields, changed copies."""

import attr
import tensorflow as tf


def start(norm, size):
    return norm, size


def scaled(x, factor):
    return x * factor


def named(names, count):
    return names, count


def state(moments, step):
    return moments, step


def typed(x):
    return tf.cast(x, tf.float64)


@attr.s
class Config(object):
    norm = attr.ib(default="l2")
    size = attr.ib(default=3, converter=int)
    names = attr.ib(factory=list)
    table = attr.ib(default=attr.Factory(dict))
    _scale = attr.ib(default=2.0)
    count = attr.ib(init=False, default=0)

    def weights(self):
        return scaled(tf.ones([self.size]), self._scale)


@attr.s(auto_attribs=True, frozen=True)
class State:
    moments: tf.Tensor
    step: int = 0
    history: list = attr.ib(factory=list)

    def updated(self, gradient):
        return attr.evolve(self, moments=0.9 * self.moments + gradient, step=self.step + 1)


@attr.define
class Batch:
    x: tf.Tensor
    y: tf.Tensor = attr.field(converter=tf.convert_to_tensor)


def main():
    first = Config()
    start(first.norm, first.size)
    first.weights()
    second = Config("linf", 4.0, scale=0.5)
    start(second.norm, second.size)
    second.weights()
    second.names.append("a")
    named(second.names, second.count)
    current = State(tf.zeros([5]))
    for _ in range(2):
        current = current.updated(tf.ones([5]))
        state(current.moments, current.step)
    batch = Batch(tf.ones([2, 3]), [1, 2])
    typed(batch.x)
    typed(batch.y)
    typed(attr.asdict(State(tf.ones([1])), recurse=False)["moments"])


if __name__ == "__main__":
    main()
