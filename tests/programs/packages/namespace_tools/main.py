"""Namespace package (no __init__), module aliases, functions passed between modules."""

import importlib

import tensorflow as tf

import tools.linear as linear
from tools import stats as st

nonlinear = importlib.import_module("tools.nonlinear")


def apply(function, *tensors):
    return function(*tensors)


def table(x):
    return {name: getattr(nonlinear, name)(x) for name in ("softsign", "gelu_fast")}


x = tf.reshape(tf.linspace(-2.0, 2.0, 12), [4, 3])
w = linear.random_orthogonal(3)
print(apply(linear.rotate, x, w).shape, apply(st.correlation, x).shape)
print({name: value.shape for name, value in table(x).items()})
print(st.quantile(x[:, 0], 0.5).shape)
