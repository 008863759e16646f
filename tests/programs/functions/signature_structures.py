"""Signatures that are dicts, lists and tuples of specifications, and arguments that they convert."""

import collections

import tensorflow as tf

Pair = collections.namedtuple("Pair", ["first", "second"])


def feature_specs(width):
    return {
        "x": tf.TensorSpec([None, width], tf.float32),
        "weights": tf.TensorSpec([None], tf.float32),
    }


@tf.function(input_signature=[feature_specs(2)])
def weigh(features):
    return scaled(features["x"], features["weights"])


def scaled(x, weights):
    return x * weights[:, None]


@tf.function(input_signature=[[tf.TensorSpec([None], tf.int64), tf.TensorSpec([], tf.float64)]])
def repeat(parts):
    counts, value = parts
    return filled(counts, value)


def filled(counts, value):
    return tf.cast(counts, tf.float64) * value


@tf.function(input_signature=[(tf.TensorSpec([2, None]), Pair(tf.TensorSpec([]), tf.TensorSpec([None], tf.string)))])
def nested(values):
    matrix, (scale, names) = values
    return scaled_sum(matrix, scale), names


def scaled_sum(matrix, scale):
    return tf.reduce_sum(matrix) * scale


class Scorer(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None, 3]), tf.TensorSpec([], tf.float32)])
    def score(self, x, scale):
        return scaled_sum(x, scale)


print(weigh({"x": [[1.0, 2.0], [3.0, 4.0]], "weights": [0.5, 2.0]}).numpy())
print(weigh({"x": tf.ones([1, 2]), "weights": tf.ones([1])}).numpy())
print(repeat([[1, 2, 3], 0.5]).numpy())
print(nested((tf.ones([2, 3]), Pair(2.0, tf.constant(["a"]))))[0].numpy())
print(Scorer().score(tf.ones([2, 3]), scale=3).numpy(), Scorer().score(scale=2.0, x=[[1.0, 2.0, 3.0]]).numpy())
