"""Values as plain data that outlives the program: what a caller can tell apart, arrays sampled."""

from __future__ import annotations

from types import FunctionType, MethodType, ModuleType
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]

_DEPTH = 5
_ITEMS = 64
_SAMPLE = 2048
_IGNORED = (type, ModuleType, MethodType)


def snapshot(value: Any, depth: int = _DEPTH) -> Any:
    """``(kind, …)`` of a value and what it holds: variables with their values, objects with their attributes."""
    return _Snapshots().of(value, depth)


def surroundings(names: dict[str, Any]) -> Any:
    """The state that module-level names hold."""
    state = {}
    snapshots = _Snapshots()
    for name, value in names.items():
        if not name.startswith("__") and not callable(value) and not isinstance(value, ModuleType):
            state[name] = snapshots.of(value, 2)
    return state


class _Snapshots:
    """One object is told once."""

    def __init__(self) -> None:
        self._told: dict[int, Any] = {}

    def of(self, value: Any, depth: int) -> Any:
        for plain in (bool, int, float, complex, str, bytes):
            if isinstance(value, plain):
                # Enumerations and other subclasses could not be read outside of the program.
                return type(value).__name__, plain(value)
        if value is None:
            return ("None",)
        if isinstance(value, (tf.Tensor, tf.Variable, keras.KerasTensor, keras.Variable)):
            return _tensor(value)
        if isinstance(value, (np.ndarray, np.generic)):
            return "ndarray" if isinstance(value, np.ndarray) else "scalar", _array(np.asarray(value))
        if isinstance(value, (tf.sparse.SparseTensor, tf.RaggedTensor, tf.IndexedSlices)):
            return type(value).__name__, [self.of(part, depth) for part in tf.nest.flatten(value, True)]
        if isinstance(value, FunctionType) or _is_compiled(value):
            # A fix compiles functions.
            return ("object", "function")
        if isinstance(value, _IGNORED) or id(value) in self._told or depth == 0:
            return ("object", type(value).__name__)
        self._told[id(value)] = value
        return self._container(value, depth)

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return "dict", {str(k): self.of(v, depth - 1) for k, v in list(value.items())[:_ITEMS]}, len(value)
        if isinstance(value, (list, tuple)):
            name = "list" if isinstance(value, list) else "tuple" if type(value).__name__ == "_TupleWrapper" else None
            inner = [self.of(item, depth - 1) for item in value[:_ITEMS]]
            return name or type(value).__name__, inner, len(value)
        if isinstance(value, (set, frozenset)):
            return "set", len(value)
        variables = _variables(value)
        attributes = {
            name: self.of(item, depth - 1)
            for name, item in sorted(getattr(value, "__dict__", {}).items())
            if not name.startswith("_") and name != "name" and not _is_compiled(item)
        }
        return "object", type(value).__name__, [_tensor(v) for v in variables], attributes if depth > 2 else None


def _is_compiled(value: Any) -> bool:
    return hasattr(type(value), "get_concrete_function")


def _variables(value: Any) -> list[Any]:
    if isinstance(value, (keras.Layer, keras.optimizers.Optimizer, tf.Module, keras.metrics.Metric)):
        try:
            return list(value.variables)[:_ITEMS]
        except (AttributeError, ValueError, TypeError):
            return []
    return []


def _tensor(value: Any) -> Any:
    kind = "variable" if isinstance(value, (tf.Variable, keras.Variable)) else "tensor"
    try:
        array = value.numpy()
    except (AttributeError, NotImplementedError, ValueError, RuntimeError, tf.errors.OpError):
        return "symbolic", str(getattr(value, "dtype", "")), str(getattr(value, "shape", ""))
    return kind, _array(np.asarray(array))


def _array(array: Any) -> Any:
    flat = array.reshape(-1)
    if flat.size > _SAMPLE:
        flat = flat[:: flat.size // _SAMPLE + 1]
    values = flat.tolist() if array.dtype == object or array.dtype.kind in "SUV" else flat.copy()
    return str(array.dtype), array.shape, values
