"""Functions of NumPy and ``math`` against what a repair calls instead, on the same values."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import Any

import pytest

from flake8_hybridize.rules.repairs.calls import EQUIVALENTS, Equivalent

pytestmark = pytest.mark.tensorflow

_FLAGS = frozenset(("all", "any", "logical_and", "logical_not", "logical_or"))
_UNIT = frozenset(("arccos", "arcsin", "acos", "asin"))


def _arguments(name: str, same: Equivalent, dtype: str) -> list[tuple[list[Any], dict[str, Any]]]:
    """Calls that a repair would translate: positional arguments and keywords."""
    import numpy as np

    random = np.random.default_rng(3)
    library, _, last = name.rpartition(".")
    x, y = (random.uniform(0.1, 0.9 if last in _UNIT else 3.0, [2, 3]).astype(dtype) for _ in range(2))
    if library == "math":
        return [([float(x[0, 0]), float(y[0, 0])][: same.least], {})]
    if last in _FLAGS:
        x, y = x > 1.0, y > 1.0
    special: dict[str, list[Any]] = {
        "clip": [x, 0.5, 1.5],
        "concatenate": [[x, y], 1],
        "matmul": [x, y.T],
        "reshape": [x, [3, 2]],
        "squeeze": [x[:, None]],
        "stack": [[x, y]],
        "transpose": [x],
        "where": [x > 1.0, x, y],
        "isnan": [x * np.float32("nan") if dtype == "float32" else x],
    }
    first = special.get(last, [x, y][: same.least])
    calls: list[tuple[list[Any], dict[str, Any]]] = [(first, {})] if len(first) >= 2 or not same.needed else []
    if "axis" in same.keywords and last != "squeeze":
        calls += [(first[:1], {"axis": 0}), (first[:1], {"axis": -1}), ([first[0], 0], {})]
    if "keepdims" in same.keywords:
        calls.append((first, {"axis": 1, "keepdims": True}))
    if last == "transpose":
        calls.append(([x, [1, 0]], {}))
    return calls


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", sorted(EQUIVALENTS))
def test_the_same_is_computed(name: str, dtype: str) -> None:
    import numpy as np
    import tensorflow as tf

    same = EQUIVALENTS[name]
    library, _, last = name.rpartition(".")
    calls = _arguments(name, same, dtype)
    assert calls
    for given, keywords in calls:
        assert same.least <= len(given) <= same.most
        wanted = np.asarray(getattr(math if library == "math" else np, last)(*given, **keywords))
        tensors = [tf.constant(given[0], dtype) if library == "math" else tf.constant(given[0]), *given[1:]]
        if isinstance(given[0], list) and library != "math":
            tensors[0] = [tf.constant(part) for part in given[0]]
        found = tf.function(attrgetter(same.target)(tf))(*tensors, **keywords)
        assert found.shape == wanted.shape
        if library != "math":
            assert found.dtype.as_numpy_dtype == wanted.dtype
        np.testing.assert_allclose(found, wanted, rtol=2e-6)
