"""``numpy.matrix``: what sparse matrices of SciPy become when they are made dense or reduced.

A library object with the attributes ``dtype`` and ``shape``, always of rank 2. What keeps the class keeps the rank, so
the rules of arrays do not hold for it, and it goes by another name than the class in the tables, which inherits them:
only ``numpy.array`` and its like, and TensorFlow, make an ordinary array of it.
Observed with NumPy 2.
"""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Shape, Value
from ..protocol import Call, Rule
from ..tensorflow import shapes
from ..tensorflow.shapes import INCOMPATIBLE, Axes
from . import promotion
from .arrays import MATRIX, as_array, of_matrix
from .reading import at, axes_at, dtype_at
from .shaping import at_least


def shape_value(shape: Shape) -> Value:
    """``x.shape`` of an array: a tuple of integers."""
    if shape is None:
        return values.tuple_of((), values.INT)
    return values.tuple_of(values.INT if dim is None else values.const(dim) for dim in shape)


def matrix(dtype: str | None, shape: Shape) -> Value:
    """A ``numpy.matrix`` of this dtype and shape."""
    dims = (None, None) if shape is None else shape
    return values.library_object(MATRIX, [("dtype", values.dtype_value(dtype, "numpy")), ("shape", shape_value(dims))])


def _made(call: Call) -> Value:
    """``matrix(data)``, ``asmatrix(data)``: a vector becomes a row; text is parsed."""
    value = at(call, 0, "data")
    found = None if value is None else of_matrix(value) or as_array(value, call)
    if found is None or found.dtype == "string":
        return matrix(None, None)
    raised = at_least(found, 2)
    if raised.shape is not None and len(raised.shape) != 2:
        return NEVER
    return matrix(dtype_at(call, 1, raised.dtype), raised.shape)


def _same(call: Call) -> Value:
    """A copy, perhaps of another dtype."""
    x = of_matrix(call.receiver)
    if x is None:
        return values.unknown(call.name)
    return matrix(dtype_at(call, 0, x.dtype) if call.name.endswith("astype") else x.dtype, x.shape)


def _transposed(call: Call) -> Value:
    x = of_matrix(call.receiver)
    if x is None or x.shape is None or call.positional():
        return values.unknown(call.name)
    return matrix(x.dtype, (x.shape[1], x.shape[0]))


def _row(call: Call) -> Value:
    """``flatten``, ``ravel``: one row."""
    x = of_matrix(call.receiver)
    return values.unknown(call.name) if x is None else matrix(x.dtype, (1, shapes.size(x.shape)))


def _plain(call: Call) -> Value:
    """``A``: the array."""
    return of_matrix(call.receiver) or values.unknown(call.name)


def _flat(call: Call) -> Value:
    """``A1``: the numbers as a vector."""
    x = of_matrix(call.receiver)
    return values.unknown(call.name) if x is None else values.array(x.dtype, (shapes.size(x.shape),))


def _reduced(call: Call) -> Value:
    """``sum``, ``mean``, ``max``: a number, or along an axis a matrix again."""
    x = of_matrix(call.receiver)
    axes = axes_at(call, 0)
    if x is None or axes is Axes.UNKNOWN or "out" in dict(call.keywords()):
        return values.unknown(call.name)
    name = call.name.rpartition(".")[2]
    dtype = x.dtype
    if name == "sum":
        dtype = promotion.accumulated(dtype)
    elif name == "mean":
        dtype = promotion.to_inexact(dtype)
    if name in ("sum", "mean"):
        dtype = dtype_at(call, 1, dtype)
    shape = shapes.reduce(x.shape, axes, axes is not Axes.ALL)
    if shape is INCOMPATIBLE:
        return NEVER
    return values.array(dtype, (), scalar=True) if axes is Axes.ALL else matrix(dtype, shape)


_METHODS: Final[dict[str, Rule]] = {
    **dict.fromkeys(("copy", "astype"), _same),
    **dict.fromkeys(("flatten", "ravel"), _row),
    **dict.fromkeys(("sum", "mean", "max", "min"), _reduced),
    "transpose": _transposed,
    "getA": _plain,
    "getA1": _flat,
    "getT": _transposed,
}
RULES: Final[dict[str, Rule]] = {
    "numpy.matrix": _made,
    "numpy.asmatrix": _made,
    **{f"{MATRIX}.{name}": rule for name, rule in _METHODS.items()},
}
PROPERTIES: Final[dict[str, Rule]] = {f"{MATRIX}.A": _plain, f"{MATRIX}.A1": _flat, f"{MATRIX}.T": _transposed}
