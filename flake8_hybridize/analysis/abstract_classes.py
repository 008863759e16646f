"""Which abstract base classes and attributes the values of an analysis have: ``collections.abc``, ``numbers``,
``isinstance`` with NumPy's scalar classes, ``hasattr``.

As seen with Python, NumPy and TensorFlow; the program ``dispatch_/asking`` of the tests asks them all.
"""

from __future__ import annotations

from ..knowledge.tensorflow.dtypes import FLOATS, INTEGERS
from ..model.values import (
    VIEW,
    Array,
    Const,
    Dataset,
    DType,
    Method,
    Partial,
    Prim,
    Range,
    Stream,
    Tensor,
    TensorShape,
    Tuple,
    Value,
)
from .objects import BoundMethod, ClassValue, DictValue, FunctionValue, ListValue, TFFunction

_MODULES = ("collections.abc.", "collections.", "typing.", "numbers.", "numpy.")
_COLLECTION = ("Collection", "Container", "Iterable", "Sized")
_SEQUENCE = (*_COLLECTION, "Sequence", "Reversible")
_NUMBER = ("Hashable", "Number", "Complex")
_REAL = (*_NUMBER, "Real")
_INTEGRAL = (*_REAL, "Rational", "Integral")
_CODE = ("Callable", "Hashable")
_NUMPY_SCALARS = frozenset(("generic", "number", "inexact", "floating", "integer", "bool_"))
KNOWN = frozenset(
    (
        *_SEQUENCE,
        *_INTEGRAL,
        *_CODE,
        *_NUMPY_SCALARS,
        "Mapping",
        "MutableMapping",
        "MutableSequence",
        "Set",
        "MutableSet",
        "Iterator",
        "Generator",
    )
)

_PYTHON: dict[str, tuple[str, ...]] = {
    "bool": _INTEGRAL,
    "int": _INTEGRAL,
    "float": _REAL,
    "complex": _NUMBER,
    "str": (*_SEQUENCE, "Hashable"),
    "bytes": (*_SEQUENCE, "Hashable"),
    "NoneType": ("Hashable",),
}
_TENSORS: dict[str, tuple[str, ...]] = {
    "tensor": ("Iterable", "Sized", "Hashable"),
    "sparse": ("Hashable",),
    "ragged": ("Hashable",),
    "indexed_slices": ("Hashable",),
    "tensorarray": ("Hashable",),
}
_VARIABLE = ("Iterable", "Hashable")
"""What ``tf.Variable`` has, and Keras's own class has not."""
_CONTAINERS: dict[str, tuple[str, ...]] = {
    "list": (*_SEQUENCE, "MutableSequence"),
    "set": (*_COLLECTION, "Set", "MutableSet"),
}
_OTHERS: dict[type, tuple[str, ...]] = {
    DictValue: (*_COLLECTION, "Mapping", "MutableMapping", "Reversible"),
    Range: (*_SEQUENCE, "Hashable"),
    Dataset: ("Iterable", "Sized", "Hashable"),
    TensorShape: ("Iterable", "Sized", "Hashable"),
    DType: ("Hashable",),
    FunctionValue: _CODE,
    BoundMethod: _CODE,
    TFFunction: _CODE,
    Method: _CODE,
    Partial: _CODE,
    ClassValue: _CODE,
}


def has_base(value: Value, name: str) -> bool | None:
    """``isinstance(value, <the class of this name>)``; ``None`` for other classes, and where it depends."""
    module, _, last = name.rpartition(".")
    if last not in KNOWN or f"{module}." not in _MODULES:
        return None
    if type(value) is Tensor and value.kind == "variable":
        return None if last in _VARIABLE else False
    bases = _bases(value)
    if bases is None:
        return None
    if last == "Reversible" and type(value) is not Tuple:
        return None
    return last in bases


def _bases(value: Value) -> tuple[str, ...] | None:
    kind = type(value)
    if kind is Const:
        return _PYTHON.get(type(value.value).__name__)  # type: ignore[attr-defined]
    if kind is Prim:
        return _PYTHON.get(value.name)  # type: ignore[attr-defined]
    if kind is Tensor:
        return _TENSORS.get(value.kind)  # type: ignore[attr-defined]
    if kind is Array:
        return _array_bases(value)  # type: ignore[arg-type]
    if kind is Tuple:
        return None if value.type_name == VIEW else (*_SEQUENCE, "Hashable")  # type: ignore[attr-defined]
    if isinstance(value, ListValue):
        return _CONTAINERS.get(value.kind)
    if kind is Stream:
        return ("Iterable", "Iterator", "Hashable") if value.kind != "generator" else None  # type: ignore[attr-defined]
    return next((bases for cls, bases in _OTHERS.items() if isinstance(value, cls)), None)


def _array_bases(value: Array) -> tuple[str, ...] | None:
    if not value.scalar:
        return None if value.shape is None or value.shape == () else _COLLECTION
    if value.dtype is None:
        return None
    if value.dtype in INTEGERS:
        return (*_INTEGRAL, "generic", "number", "integer")
    if value.dtype in FLOATS:
        return (*_REAL, "generic", "number", "inexact", "floating")
    return None


_TENSOR = frozenset(("shape", "dtype", "get_shape", "__getitem__", "device"))
_HAS: dict[str, frozenset[str]] = {
    "tensor": _TENSOR | {"ndim", "__len__", "__iter__", "__array__"},
    "variable": frozenset(("shape", "dtype", "__getitem__", "__array__", "assign", "name")),
    "sparse": frozenset(("shape", "dtype", "get_shape", "values", "indices", "dense_shape")),
    "ragged": frozenset(("shape", "dtype", "get_shape", "__getitem__", "values", "to_tensor")),
    "ndarray": frozenset(("shape", "dtype", "ndim", "__getitem__", "__array__", "size", "T", "tolist", "item")),
    "list": frozenset(("__len__", "__iter__", "__getitem__", "append", "pop", "index", "count", "sort")),
    "tuple": frozenset(("__len__", "__iter__", "__getitem__", "index", "count")),
    "set": frozenset(("__len__", "__iter__", "add", "pop")),
    "dict": frozenset(("__len__", "__iter__", "__getitem__", "keys", "items", "values", "get", "pop")),
    "str": frozenset(("__len__", "__iter__", "__getitem__", "index", "count", "encode")),
    "number": frozenset(("real", "imag", "__int__", "__float__")),
    "none": frozenset(),
    "function": frozenset(("__call__", "__name__")),
}
_ASKED = frozenset(
    (
        "shape",
        "dtype",
        "get_shape",
        "ndim",
        "values",
        "indices",
        "dense_shape",
        "to_tensor",
        "tolist",
        "item",
        "keys",
        "items",
        "append",
        "encode",
        "__len__",
        "__iter__",
        "__getitem__",
        "__array__",
    )
)
"""Names of which the tables say for every kind whether it has them. Attributes of variables differ by their class, and
those that tensors have in eager execution alone by where it is asked."""


def has_attribute(value: Value, name: str) -> bool | None:
    """``hasattr(value, name)``; ``None`` where that is not known."""
    kind = _word(value)
    if kind is None:
        return None
    if name in _HAS[kind]:
        return True
    if name not in _ASKED or kind == "variable":
        return None
    if kind == "function" and not name.startswith("__"):
        return None
    return False


def _word(value: Value) -> str | None:
    kind = type(value)
    if kind is Tensor:
        return value.kind if value.kind in _HAS else None  # type: ignore[attr-defined]
    if kind is Array:
        return None if value.scalar or not value.shape else "ndarray"  # type: ignore[attr-defined]
    if kind is Tuple:
        return "tuple" if value.names is None and value.type_name is None else None  # type: ignore[attr-defined]
    if isinstance(value, ListValue):
        return value.kind if value.kind in ("list", "set") else None
    if isinstance(value, DictValue):
        return "dict"
    if kind in (Const, Prim):
        name = type(value.value).__name__ if kind is Const else value.name  # type: ignore[attr-defined]
        return {"NoneType": "none", "str": "str", "int": "number", "float": "number", "bool": "number"}.get(name)
    return None
