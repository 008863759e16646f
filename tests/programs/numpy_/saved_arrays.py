"""Arrays written to files and read back, alone and in archives."""

import os
import tempfile

import numpy as np
import tensorflow as tf


def features(x):
    return tf.reduce_mean(tf.constant(x), 0)


def labels(y):
    return np.unique(y)


def first(x):
    return x[0]


def main():
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        np.save("x.npy", np.ones((4, 2), np.float32))
        features(np.load("x.npy"))
        np.savez("data.npz", x=np.zeros((5, 2)), y=np.arange(3))
        data = np.load("data.npz")
        first(data["x"])
        data.close()
        with np.load("data.npz") as archive:
            labels(archive["y"])
            first(archive["x"])
        os.chdir(here)


if __name__ == "__main__":
    main()
