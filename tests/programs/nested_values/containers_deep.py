"""Tensors in lists of dicts, dicts of lists, nested tuples, defaultdicts, queues and caches."""
import collections
from typing import Dict, List, Tuple

import tensorflow as tf


def pack(samples: List[Dict[str, tf.Tensor]]) -> Dict[str, tf.Tensor]:
    return {key: tf.stack([s[key] for s in samples]) for key in samples[0]}


def flatten(tree):
    leaves = []
    for value in tree.values():
        if isinstance(value, dict):
            leaves.extend(flatten(value))
        else:
            leaves.append(value)
    return leaves


def norm(leaves):
    return tf.sqrt(tf.add_n([tf.reduce_sum(tf.square(x)) for x in leaves]))


def split_pair(pair: Tuple[tf.Tensor, tf.Tensor]):
    left, right = pair
    return use(left), use(right)


def use(x):
    return x * 2.0


def group(items):
    groups = collections.defaultdict(list)
    for label, value in items:
        groups[label].append(value)
    return groups


def mean_of(values):
    return tf.reduce_mean(tf.stack(values), 0)


class Buffer:
    def __init__(self, size):
        self.items = collections.deque(maxlen=size)

    def add(self, x, y):
        self.items.append((x, y))

    def batch(self):
        xs, ys = zip(*self.items)
        return combine(xs, ys)


def combine(xs, ys):
    return tf.stack(xs), tf.concat(ys, 0)


class Cache(dict):
    def lookup(self, key, compute):
        if key not in self:
            self[key] = compute(key)
        return self[key]


def basis(n):
    return tf.eye(n)


def accumulate(state, update):
    return {k: state[k] + update[k] for k in state}


def walk(layers, x):
    outputs = [x]
    for w, b in layers:
        outputs.append(dense(outputs[-1], w, b))
    return outputs


def dense(x, w, b):
    return tf.nn.relu(tf.matmul(x, w) + b)


batch = pack([{"x": tf.ones([3]), "y": tf.constant(i)} for i in range(4)])
use(batch["x"])
tree = {"a": tf.ones([2, 2]), "b": {"c": tf.zeros([3]), "d": {"e": tf.constant(1.0)}}}
norm(flatten(tree))
split_pair((tf.ones([2]), tf.ones([3, 3])))
split_pair([tf.constant(1.0), tf.constant([2.0])])
groups = group([("a", tf.ones([2])), ("b", tf.zeros([2])), ("a", tf.zeros([2]))])
for label, values in sorted(groups.items()):
    mean_of(values)
buffer = Buffer(4)
for i in range(6):
    buffer.add(tf.fill([2], float(i)), tf.constant([i]))
xs, ys = buffer.batch()
use(xs)
cache = Cache()
use(cache.lookup(3, basis))
use(cache.lookup(3, basis))
state = {"n": tf.constant(0), "sum": tf.zeros([2])}
for _ in range(3):
    state = accumulate(state, {"n": tf.constant(1), "sum": tf.ones([2])})
use(state["sum"])
layers = [(tf.ones([4, 8]), tf.zeros([8])), (tf.ones([8, 2]), tf.zeros([2]))]
outputs = walk(layers, tf.ones([5, 4]))
norm(outputs[1:])
matrix = [[tf.constant(float(i * j)) for j in range(3)] for i in range(2)]
mean_of(matrix[0])
mean_of([mean_of(row) for row in matrix])
nested = tf.nest.map_structure(use, {"p": (tf.ones([1]), [tf.ones([2])])})
use(nested["p"][1][0])
