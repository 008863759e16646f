"""What operations of ordinary tensors do with a sparse one, against TensorFlow."""

from __future__ import annotations

import functools
import inspect
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.knowledge.tensorflow.arguments import TAKES_SPARSE, for_dense
from flake8_hybridize.model.values import NEVER

from .harness import FakeCall, all_rules

_GUARDED = next(iter(for_dense({"": lambda call: NEVER}).values())).__code__  # type: ignore[attr-defined]
DENSE = sorted(name for name, rule in all_rules().items() if getattr(rule, "__code__", None) is _GUARDED)
SPARSE = [tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]]), tf.sparse.from_dense([[1, 0], [0, 2]])]
FILLERS: list[Any] = [0, 1, [0], [2, 2], np.ones([2, 2], "f4"), tf.float32]


def _attempts(name: str) -> list[Any]:
    """What the operation gives for a sparse first argument and any others."""
    try:
        function = functools.reduce(getattr, name.split(".")[1:], tf)
        wanted = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty and p.kind < 2]
    except (AttributeError, ValueError):
        return []
    found = []
    for sparse in SPARSE:
        for filler in FILLERS:
            try:
                found.append(function(sparse, *[filler] * (len(wanted) - 1)))
            except Exception:  # noqa: BLE001 - that it raises is the observation
                continue
    return found


def test_there_are_such_operations() -> None:
    assert len(DENSE) > 200
    assert {"tensorflow.gather", "tensorflow.reshape", "tensorflow.linalg.matmul"} <= set(DENSE)


@pytest.mark.parametrize("name", DENSE)
def test_operations_of_ordinary_tensors_refuse_sparse_ones(name: str) -> None:
    claimed = all_rules()[name](FakeCall(name, lambda x: None, [SPARSE[0]], {}, False))
    assert (claimed is NEVER) == (name not in TAKES_SPARSE)
    assert bool(_attempts(name)) == (name in TAKES_SPARSE)
