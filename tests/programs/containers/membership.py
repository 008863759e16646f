"""Dicts whose keys are stored under conditions that only a run decides; what is asked of them later."""

import random

import tensorflow as tf


class Table:
    def __init__(self):
        self.size = random.randint(1, 10)


class Router(tf.Module):
    def __init__(self, tables, threshold):
        super().__init__()
        self.small = {}
        self.large = {}
        for name, table in tables.items():
            if table.size > threshold:
                self.large[name] = table
                continue
            self.small[name] = table

    def __call__(self, inputs):
        small = {name: value for name, value in inputs.items() if name in self.small}
        large = {name: value for name, value in inputs.items() if name not in self.small}
        for name, value in inputs.items():
            if name not in self.small:
                embed(value)
        return lookup(small), gather(large)


def lookup(features):
    return sum(tf.reduce_sum(value) for value in features.values())


def gather(features):
    return [tf.nn.relu(value) for value in features.values()]


def embed(value):
    return tf.nn.tanh(value)


def options(names):
    chosen = {name: 1 for name in names if random.random() < 0.5}
    merged = {"always": 1}
    merged.update(chosen)
    return merged


def use(features, chosen):
    for name, value in features.items():
        if name in chosen:
            kept(value)
        else:
            dropped(value)


def kept(value):
    return value + 1.0


def dropped(value):
    return value - 1.0


names = [str(number) for number in range(6)]
features = {name: tf.ones([3]) for name in names}
Router({name: Table() for name in names}, 5)(features)
use(features, options(names))
use({"always": tf.ones([3])}, options(names))
