"""tf.nest, zip, sorted items and accumulation over structures of tensors."""

import tensorflow as tf


def add_structures(a, b):
    return tf.nest.map_structure(tf.add, a, b)


def scale_structure(structure, factor):
    return tf.nest.map_structure(lambda t: t * factor, structure)


def flat_norm(structure):
    return tf.sqrt(sum(tf.reduce_sum(tf.square(t)) for t in tf.nest.flatten(structure)))


def stack_structures(structures):
    return tf.nest.map_structure(lambda *ts: tf.stack(ts), *structures)


def transpose_dict(rows):
    return {key: [row[key] for row in rows] for key in rows[0]}


def concat_columns(table):
    return tf.concat([table[name] for name in sorted(table)], axis=-1)


def head(structure, count):
    return {name: value[:count] for name, value in structure.items()}


class Accumulator:
    def __init__(self):
        self.parts = {}

    def add(self, name, value):
        self.parts.setdefault(name, []).append(value)

    def result(self):
        return {name: self.reduce(values) for name, values in self.parts.items()}

    def reduce(self, values):
        return tf.add_n(values) / float(len(values))


params = {"w": tf.ones([3, 2]), "b": (tf.zeros([2]), tf.ones([]))}
summed = add_structures(params, scale_structure(params, 2.0))
print(flat_norm(summed).shape, tf.nest.map_structure(lambda t: t.shape, stack_structures([params, summed]))["w"])
table = transpose_dict([{"x": tf.ones([2]), "y": tf.zeros([3])}, {"x": tf.ones([2]), "y": tf.ones([3])}])
print(concat_columns({name: tf.stack(rows) for name, rows in table.items()}).shape)
print(head({"x": tf.ones([5, 2]), "y": tf.ones([5])}, 3)["x"].shape)
accumulator = Accumulator()
for value in (1.0, 2.0):
    accumulator.add("loss", tf.constant(value))
    accumulator.add("norm", tf.constant([value, value]))
print({name: value.shape for name, value in accumulator.result().items()})
