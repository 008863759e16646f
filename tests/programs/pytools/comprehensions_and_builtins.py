import functools
import itertools
import operator

import tensorflow as tf


def shapes(tensors):
    return {tuple(t.shape) for t in tensors}


def total_size(tensors):
    return sum(int(tf.size(t)) for t in tensors)


def grid(values, powers):
    return [[power(v, p) for p in powers] for v in values]


def power(v, p):
    return v**p


def chained(*groups):
    return [t for t in itertools.chain(*groups) if t.shape.rank > 0]


def pairs(tensors):
    return {(i, j): similarity(a, b) for (i, a), (j, b) in itertools.combinations(enumerate(tensors), 2)}


def similarity(a, b):
    return tf.tensordot(a, b, 1)


def product(matrices):
    return functools.reduce(operator.matmul, matrices)


def sort_by_norm(tensors):
    return sorted(tensors, key=lambda t: float(tf.norm(t)))


def apply_all(functions, values):
    return list(map(call, functions, values))


def call(function, value):
    return function(value)


def largest(tensors):
    return max(tensors, key=total)


def total(t):
    return float(tf.reduce_sum(t))


def transpose_lists(rows):
    return [tf.stack(column) for column in zip(*rows)]


def flatten(nested):
    for item in nested:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


vectors = [tf.constant([1.0, 2.0]), tf.constant([0.5, 0.0]), tf.constant([3.0, 3.0])]
print(shapes(vectors), total_size(vectors), [[float(x[0]) for x in row] for row in grid(vectors, (1, 2))])
print(len(chained(vectors, [tf.constant(1.0)])), {k: float(v) for k, v in pairs(vectors).items()})
print(product([tf.eye(2), tf.ones([2, 2]), tf.eye(2)]).shape, [total(t) for t in sort_by_norm(vectors)])
print([t.shape for t in apply_all([tf.reduce_sum, tf.nn.relu], vectors)], total(largest(vectors)))
print([t.shape for t in transpose_lists([(vectors[0], tf.constant(1)), (vectors[1], tf.constant(2))])])
print(len(list(flatten([vectors[0], [vectors[1], (vectors[2],)]]))))
