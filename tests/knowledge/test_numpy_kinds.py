"""``numpy.issubdtype`` against NumPy, for every dtype and Python type that the rule knows."""

from __future__ import annotations

import builtins

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.knowledge.numpy_ import kinds
from flake8_hybridize.model.values import FALSE, NEVER, TRUE, Unknown, Value, const, dtype_value, symbol

from .harness import FakeCall

DTYPES = sorted(kinds._NUMBERS | {"bool"})


def claim(left: Value, right: Value) -> Value:
    made = FakeCall("numpy.issubdtype", lambda arg1, arg2: None, [], {}, False)
    made._bound = {"arg1": left, "arg2": right}
    return kinds.issubdtype(made)


@pytest.mark.parametrize("kind", kinds._ABSTRACT)
def test_abstract_kinds(kind: str) -> None:
    real = getattr(np, kind.removeprefix("numpy."))
    for name in DTYPES:
        expected = TRUE if np.issubdtype(np.dtype(name), real) else FALSE
        assert claim(dtype_value(name, "numpy"), symbol(kind)) is expected, name
        assert claim(const(name), symbol(kind)) is expected, name
    for name in kinds._PYTHON:
        python = type(None) if name.endswith("NoneType") else getattr(builtins, name.removeprefix("builtins."))
        assert claim(symbol(name), symbol(kind)) is (TRUE if np.issubdtype(python, real) else FALSE), name


def test_concrete_dtypes() -> None:
    for left in DTYPES:
        for right in DTYPES:
            expected = TRUE if np.issubdtype(np.dtype(left), np.dtype(right)) else FALSE
            assert claim(dtype_value(left, "numpy"), dtype_value(right, "numpy")) is expected
    assert claim(dtype_value("int64", "numpy"), symbol("builtins.int")) is TRUE
    assert claim(dtype_value("int32", "numpy"), symbol("builtins.int")) is FALSE


def test_what_raises_and_what_is_unknown() -> None:
    with pytest.raises(TypeError):
        np.issubdtype(tf.float32, np.floating)
    assert claim(dtype_value("float32"), symbol("numpy.floating")) is NEVER
    assert isinstance(claim(dtype_value(None, "numpy"), symbol("numpy.floating")), Unknown)
    assert isinstance(claim(dtype_value("bfloat16", "numpy"), symbol("numpy.floating")), Unknown)
    assert isinstance(claim(symbol("numpy.ndarray"), symbol("numpy.floating")), Unknown)
