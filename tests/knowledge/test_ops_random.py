"""Random ops against TensorFlow."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.model import values

from .harness import check, claim, raises

SEED = [1, 2]


@pytest.mark.parametrize("shape", [[], [2, 3], (4,), tf.constant([2, 1]), tf.TensorShape([3])])
def test_shapes(shape: object) -> None:
    for name in ("uniform", "normal", "truncated_normal"):
        check(f"random.{name}", shape)
        check(f"random.{name}", shape=shape, dtype=tf.float64)
        check(f"random.stateless_{name}", shape, SEED)
    check("random.uniform", shape, 0, 10, tf.int32)
    check("random.uniform", shape, maxval=5, dtype=tf.int64)
    check("random.gamma", shape, 1.0)
    check("random.gamma", shape, [1.0, 2.0], [[1.0], [2.0], [3.0]])
    check("random.gamma", shape, [1.0, 2.0], dtype=tf.float64)
    check("random.poisson", shape, [1.0, 2.0])
    check("random.poisson", shape, 3.0, dtype=tf.int32)


def test_stateless_with_parameters() -> None:
    check("random.stateless_gamma", [3, 2], SEED, [1.0, 2.0])
    check("random.stateless_poisson", [3, 2], SEED, [1.0, 2.0])
    check("random.stateless_binomial", [3, 2], SEED, [1.0, 2.0], [0.5, 0.5])
    check("random.stateless_parameterized_truncated_normal", [3, 2], SEED)


def test_draws_of_values() -> None:
    check("random.categorical", tf.ones([2, 3]), 5)
    check("random.categorical", [[0.5, 0.5]], 5, dtype=tf.int32)
    raises("random.categorical", tf.ones([3]), 5)
    check("random.stateless_categorical", tf.ones([2, 3]), 5, SEED)
    check("random.shuffle", tf.ones([2, 3]))
    check("random.shuffle", np.arange(3))
    check("random.split", tf.constant(SEED))
    check("random.split", tf.constant(SEED), 3)
    check("random.fold_in", tf.constant(SEED), 3)


def test_generator() -> None:
    generator = tf.random.Generator.from_seed(1)
    for name in ("normal", "uniform", "truncated_normal"):
        seen = getattr(generator, name)((2, 3))
        assert claim(f"random.Generator.{name}", [(2, 3)], {}) is values.tensor(seen.dtype.name, seen.shape.as_list())
