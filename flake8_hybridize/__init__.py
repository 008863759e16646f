"""Finds TensorFlow functions that can be compiled with ``tf.function``, and compiled ones that are broken or
wasteful."""

__version__ = "0.1.0"
