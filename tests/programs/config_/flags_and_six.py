"""Sizes from the command line (argparse and absl), helpers of six and dm-tree around tensors."""

import argparse

import six
import tensorflow as tf
import tree
from absl import flags
from six.moves import range, reduce, zip_longest

FLAGS = flags.FLAGS
flags.DEFINE_integer("depth", 2, "layers of the network")
flags.DEFINE_enum("activation", "relu", ["relu", "tanh"], "of every layer")
_SCALE = flags.DEFINE_float("scale", 0.5, "of the weights")


def parse(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--clip", type=float)
    parser.add_argument("--widths", nargs="+", type=int, default=[3, 5])
    parser.add_argument("--dtype", type=tf.as_dtype, default="float32")
    group = parser.add_argument_group("training")
    group.add_argument("-v", "--verbose", action="store_true")
    group.add_argument("--name", default="run", dest="title")
    options, rest = parser.parse_known_args(argv)
    options.started = True
    return options, rest


def size(count):
    return count + 1


def clipped(x, limit):
    return x if limit is None else tf.clip_by_value(x, -limit, limit)


def wide(widths):
    return [tf.ones([width]) for width in widths]


def report(title, verbose, started):
    return title if verbose and started else ""


def layer(x, scale, activation):
    return getattr(tf.nn, activation)(scale * x)


def halved(x):
    return x / 2


def named(name, value):
    return name, value


def added(x, y):
    return x + y


def paired(x, y):
    return x if y is None else x + y


def rebuilt(state):
    return state


if six.PY2:

    def only_old(x):
        return x

else:

    def only_new(x):
        return isinstance(x, six.string_types)


class Base(object):
    def __init__(self, weights):
        self.weights = weights


class Meta(type):
    pass


class Model(six.with_metaclass(Meta, Base)):
    def apply(self, x):
        return tf.tensordot(x, self.weights, 1)


def main(argv):
    options, _ = parse(argv)
    x = tf.random.normal([options.batch_size, size(options.batch_size)])
    x = clipped(x, options.clip)
    wide(options.widths)
    report(options.title, options.verbose, options.started)
    FLAGS([argv[0]] if argv else ["program"])
    for _ in range(FLAGS.depth):
        x = layer(x, _SCALE.value, FLAGS.activation)
    state = {"w": tf.ones([3]), "b": [tf.zeros([2]), tf.zeros([1])]}
    state = tree.map_structure(halved, state)
    for name, value in six.iteritems(state):
        named(name, value)
    flat = tree.flatten(state)
    reduce(added, [tf.reduce_sum(part) for part in flat])
    for first, second in zip_longest(flat[:2], flat[2:]):
        paired(tf.reduce_sum(first), None if second is None else tf.reduce_sum(second))
    rebuilt(tree.unflatten_as(state, flat))
    only_new("text")
    Model(tf.ones([3])).apply(state["w"])


if __name__ == "__main__":
    main([])
