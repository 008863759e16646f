"""A tf.Module with signatures, saved and loaded, and called through signatures."""

import os
import tempfile

import tensorflow as tf


class Adder(tf.Module):
    def __init__(self, offset):
        super().__init__()
        self.offset = tf.Variable(offset)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32, name="x")])
    def serve(self, x):
        return {"sum": self.shift(tf.reduce_sum(x, axis=1)), "max": tf.reduce_max(x, axis=1)}

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def scale(self, x):
        return clip(x * self.offset)

    def shift(self, x):
        return x + self.offset


def clip(x):
    return tf.clip_by_value(x, 0.0, 5.0)


def export(module, folder):
    path = os.path.join(folder, "1")
    tf.saved_model.save(module, path, signatures={"serving_default": module.serve})
    return path


def call_signature(path, rows):
    loaded = tf.saved_model.load(path)
    result = loaded.signatures["serving_default"](x=rows)
    return result["sum"], loaded.scale(rows)


def equal(a, b):
    return bool(tf.reduce_all(tf.equal(a, b)))


adder = Adder(2.0)
rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])
direct = adder.serve(rows)
path = export(adder, tempfile.mkdtemp())
summed, scaled = call_signature(path, rows)
print(equal(direct["sum"], summed), scaled.shape, adder.scale(tf.constant(1.0)).shape)
