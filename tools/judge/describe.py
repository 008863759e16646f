"""A Python object at run time in the words of the facts' schema: kind, dtype, shape, elements.

The result is a :class:`Seen`; see ``interface`` in the documentation for the kinds. What the schema has no word
for is an ``object``. A NumPy scalar is an ``ndarray`` of shape ``()``.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]

from .recording import Seen

# Longer sequences are told by their distinct elements.
MAX_ELEMENTS = 32
MAX_DEPTH = 6

_PLAIN = {
    type(None): Seen("none"),
    bool: Seen("bool"),
    int: Seen("int"),
    float: Seen("float"),
    str: Seen("str"),
    bytes: Seen("bytes"),
}


def describe(value: object, depth: int = 0) -> Seen:
    """What ``value`` is."""
    plain = _PLAIN.get(type(value))
    if plain is not None:
        return plain
    for test, describer in _TENSORS:
        if isinstance(value, test):
            return describer(value)
    if isinstance(value, (np.ndarray, np.generic)):
        return Seen("ndarray", _numpy_dtype(value.dtype), tuple(value.shape))
    if isinstance(value, (list, tuple)):
        kind = "list" if isinstance(value, list) else "tuple"
        return _sequence(kind, value, depth)
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    return Seen(_other_kind(value))


def _shape(shape: Any) -> tuple[int | None, ...] | None:
    if shape is None:
        return None
    if isinstance(shape, tf.TensorShape):
        return None if shape.rank is None else tuple(shape.as_list())
    return tuple(None if d is None else int(d) for d in shape)


def _dtype(dtype: Any) -> str | None:
    if dtype is None:
        return None
    name = dtype if isinstance(dtype, str) else tf.as_dtype(dtype).name
    return name.removesuffix("_ref")


def _numpy_dtype(dtype: np.dtype[Any]) -> str | None:
    if dtype.kind in "SU":
        return "string"
    if dtype.kind in "OVMm":
        return None
    try:
        return str(tf.as_dtype(dtype).name)
    except TypeError:
        return None


def _tensor(kind: str) -> Callable[[Any], Seen]:
    return lambda value: Seen(kind, _dtype(value.dtype), _shape(value.shape))


def _ragged(value: Any) -> Seen:
    return Seen("ragged", _dtype(value.dtype), _shape(value.shape), ragged_rank=value.ragged_rank)


def _indexed_slices(value: Any) -> Seen:
    shape = None if value.dense_shape is None else _shape(tf.get_static_value(value.dense_shape))
    return Seen("indexed_slices", _dtype(value.dtype), shape)


def _tensorarray(value: Any) -> Seen:
    return Seen("tensorarray", _dtype(value.dtype), _shape(value.element_shape))


# Variables first: some are tensors by registration.
_TENSORS: tuple[tuple[Any, Callable[[Any], Seen]], ...] = (
    ((tf.Variable, keras.Variable), _tensor("variable")),
    (keras.KerasTensor, _tensor("keras_tensor")),
    (tf.SparseTensor, _tensor("sparse")),
    (tf.RaggedTensor, _ragged),
    (tf.IndexedSlices, _indexed_slices),
    (tf.TensorArray, _tensorarray),
    (tf.Tensor, _tensor("tensor")),
)


def _sequence(kind: str, values: list[object] | tuple[object, ...], depth: int) -> Seen:
    if depth >= MAX_DEPTH:
        return Seen(kind)
    elements = tuple(describe(value, depth + 1) for value in values)
    if len(elements) > MAX_ELEMENTS:
        return Seen(kind, elements=tuple(dict.fromkeys(elements))[:MAX_ELEMENTS], repeated=True)
    return Seen(kind, elements=elements)


def _mapping(values: Mapping[Any, object], depth: int) -> Seen:
    if depth >= MAX_DEPTH or len(values) > MAX_ELEMENTS:
        return Seen("dict")
    return Seen("dict", fields=tuple((str(key), describe(values[key], depth + 1)) for key in values))


def _other_kind(value: object) -> str:
    for types_, kind in _OTHERS:
        if isinstance(value, types_):
            return kind
    return _kind_by_module(value) or ("callable" if callable(value) and not _is_instance(value) else "object")


def _is_instance(value: object) -> bool:
    """True for an instance of a class that merely defines ``__call__``."""
    return not isinstance(
        value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType)
    ) and type(value).__name__ not in {"partial", "ufunc", "Function", "PolymorphicFunction", "_lru_cache_wrapper"}


def _kind_by_module(value: object) -> str | None:
    """The kinds of Keras 2 objects, which is only imported by programs that use it."""
    for base in type(value).__mro__:
        if base.__module__.startswith("tf_keras."):
            kind = {"Model": "model", "Layer": "layer", "Optimizer": "optimizer", "KerasTensor": "keras_tensor"}
            if base.__name__ in kind:
                return kind[base.__name__]
    return None


_OTHERS: tuple[tuple[Any, str], ...] = (
    (bool, "bool"),
    (int, "int"),
    (float, "float"),
    (str, "str"),
    (bytes, "bytes"),
    ((set, frozenset), "set"),
    (type, "class"),
    (types.ModuleType, "module"),
    ((tf.data.Dataset, tf.distribute.DistributedDataset), "dataset"),
    (Iterator, "iterator"),
    (keras.Model, "model"),
    (keras.Layer, "layer"),
    ((keras.optimizers.Optimizer, tf.compat.v1.train.Optimizer), "optimizer"),
    (tf.GradientTape, "tape"),
)
