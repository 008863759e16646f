"""Sizes and scales that math calculates, settings out of the environment, names of files."""

import glob
import math
import os
import tempfile

import tensorflow as tf


def steps(count):
    return count


def scaled(x, scale, limit):
    return tf.clip_by_value(x * scale, -limit, limit)


def grid(x):
    return tf.transpose(x)


def setting(name, level):
    return name, level


def named(path, suffix):
    return path + suffix


def checked(flag):
    return flag


def parts(fraction, whole):
    return fraction + whole


def attention(q, k):
    depth = q.shape[-1]
    return scaled(tf.matmul(q, k, transpose_b=True), 1 / math.sqrt(depth), math.log(depth))


def main():
    steps(math.ceil(10 / 3))
    attention(tf.ones([2, 16]), tf.ones([3, 16]))
    side = math.isqrt(49)
    grid(tf.ones([side, math.floor(2.5), math.prod([2, 3])]))
    rows = int(math.sqrt(len(os.listdir(".")) ** 2))
    grid(tf.ones([rows, 1]) if rows else tf.ones([1, 1]))
    setting(os.environ.get("LEVEL_OF_NOTHING", "low"), os.environ.get("LEVEL_OF_NOTHING"))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "weights.h5")
        with open(path, "w") as file:
            file.write("")
        for found in glob.glob(os.path.join(folder, "*.h5")):
            stem, suffix = os.path.splitext(found)
            named(stem, suffix)
        checked(os.path.exists(path))
        for entry in os.listdir(folder):
            checked(math.isnan(float(len(entry))))
    fraction, whole = math.modf(2.5)
    parts(fraction, whole)


if __name__ == "__main__":
    main()
