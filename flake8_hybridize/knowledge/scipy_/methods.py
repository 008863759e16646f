"""Methods and operators of sparse matrices and arrays."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Dim, Shape, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array, of_matrix, python_type
from ..numpy_.linear import matmul
from ..numpy_.reading import at, axes_at, dtype_at, given
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from ..tensorflow.shapes import INCOMPATIBLE, Axes
from .objects import ARRAY, FORMATS, MATRIX, Sparse, dense, indices, is_scalar, like, of


def _receiver(call: Call) -> Sparse:
    x = of(call.receiver)
    assert x is not None
    return x


def _converted(spelled: str) -> Rule:
    def rule(call: Call) -> Value:
        """``tocsr()``: the same in another format."""
        x = _receiver(call)
        return like(call, x, x.dtype, x.shape, spelled)

    return rule


def _asformat(call: Call) -> Value:
    """``asformat(format)``."""
    x, value = _receiver(call), at(call, 0, "format")
    spelled = value.value if isinstance(value, Const) and value.value in FORMATS else None
    return like(call, x, x.dtype, x.shape, x.format if value is None else spelled)


def _astype(call: Call) -> Value:
    """``astype(dtype)``."""
    x = _receiver(call)
    return like(call, x, dtype_at(call, 0, None), x.shape, x.format)


def _same(call: Call) -> Value:
    """``copy()``, ``-x``, ``abs(x)``."""
    x = _receiver(call)
    dtype = promotion.real_part(x.dtype) if call.name.endswith("__abs__") else x.dtype
    return like(call, x, dtype, x.shape)


def _copy(call: Call) -> Value:
    x = _receiver(call)
    return like(call, x, x.dtype, x.shape, x.format)


def _transposed(call: Call) -> Value:
    """``T``, ``transpose()``: rows in the place of columns."""
    x = _receiver(call)
    return like(call, x, x.dtype, None if x.shape is None else x.shape[::-1], "coo" if x.format == "coo" else None)


def _toarray(call: Call) -> Value:
    x = _receiver(call)
    return values.array(x.dtype, x.shape)


def _todense(call: Call) -> Value:
    x = _receiver(call)
    return dense(x, x.dtype, x.shape)


def _power(call: Call) -> Value:
    """``power(n)``: element by element."""
    x, exponent = _receiver(call), at(call, 0, "n")
    whole = exponent is not None and python_type(exponent) == "int" and x.dtype != "bool"
    kept = whole or x.dtype in promotion.FLOATS
    return like(call, x, dtype_at(call, 1, x.dtype if kept else None), x.shape)


def _reshape(call: Call) -> Value:
    """``reshape(shape)`` or its dimensions."""
    x, targets = _receiver(call), call.positional()
    dims = arguments.dims(call, targets[0] if len(targets) == 1 else values.tuple_of(targets))
    found = None if not targets or dims is None else shapes.reshape(x.shape, dims)
    return NEVER if found is INCOMPATIBLE else like(call, x, x.dtype, found)


def _reduced(call: Call) -> Value:
    """``sum``, ``mean``: a number, or along an axis a matrix of one row or column (of arrays: a vector)."""
    x, axes = _receiver(call), axes_at(call, 0)
    is_sum = call.name.endswith(".sum")
    dtype = dtype_at(call, 1, promotion.accumulated(x.dtype) if is_sum else promotion.to_inexact(x.dtype))
    if axes is Axes.ALL:
        return values.array(dtype, (), scalar=True)
    if axes is Axes.UNKNOWN:
        return values.unknown(call.name)
    shape = shapes.reduce(x.shape, axes, x.cls == MATRIX)
    return NEVER if shape is INCOMPATIBLE else dense(x, dtype, shape)


def _extreme(call: Call) -> Value:
    """``max``, ``min``: a number, or along an axis sparse again."""
    x, axes = _receiver(call), axes_at(call, 0)
    if axes is Axes.ALL:
        return values.array(x.dtype, (), scalar=True)
    if axes is Axes.UNKNOWN:
        return values.unknown(call.name)
    shape = shapes.reduce(x.shape, axes, x.cls == MATRIX)
    return NEVER if shape is INCOMPATIBLE else like(call, x, x.dtype, shape)


def _diagonal(call: Call) -> Value:
    x = _receiver(call)
    length: Dim = None
    if x.shape is not None and len(x.shape) == 2 and at(call, 0, "k") is None:
        rows, columns = x.shape
        length = None if rows is None or columns is None else min(rows, columns)
    return values.array(x.dtype, (length,))


def _count(call: Call) -> Value:
    """``getnnz(axis)``."""
    return values.INT if at(call, 0, "axis") is None else values.array(None, (None,))


def _nonzero(call: Call) -> Value:
    """``nonzero()``: a vector of positions for each dimension."""
    x = _receiver(call)
    places = indices(x.shape)
    return values.unknown(call.name) if x.shape is None else values.tuple_of([places] * len(x.shape))


def _line(axis: int) -> Rule:
    def rule(call: Call) -> Value:
        """``getrow(i)``, ``getcol(i)`` of a matrix."""
        x = _receiver(call)
        if x.cls != MATRIX:
            return values.unknown(call.name)
        shape = shapes.replace_dim(x.shape, axis, 1)
        return NEVER if shape is INCOMPATIBLE else like(call, x, x.dtype, shape)

    return rule


def _with_number(x: Sparse, other: Value) -> str | None:
    """The dtype of a product with a number, whose type is weak if it is Python's."""
    weak = python_type(other)
    if weak is not None:
        return promotion.promote_python(x.dtype, weak)
    return promotion.promote(x.dtype, other.dtype if isinstance(other, Array) else None)


def _dense_operand(call: Call, other: Value) -> Array | None:
    if isinstance(other, (values.Tensor, values.Unknown)):
        return None
    return of_matrix(other) or as_array(other, call)


def _product(call: Call, *, reflected: bool = False) -> Value:
    """The product of matrices: sparse with a sparse operand, else dense."""
    x, other = _receiver(call), at(call, 0, "other")
    if other is None or is_scalar(other):
        return values.unknown(call.name)
    y = of(other)
    found = None if y is not None else _dense_operand(call, other)
    shape = y.shape if y is not None else None if found is None else found.shape
    result = matmul(shape, x.shape) if reflected else matmul(x.shape, shape)
    if result is INCOMPATIBLE:
        return NEVER
    if y is not None:
        return like(call, x, promotion.promote(x.dtype, y.dtype), result)
    if found is None:
        return values.unknown(f"product of a sparse matrix with {type(other).__name__}")
    dtype = promotion.promote(x.dtype, found.dtype)
    if of_matrix(other) is not None:
        return values.unknown("product with a numpy.matrix")
    return given(dtype, result)


def _reflected_product(call: Call) -> Value:
    return _product(call, reflected=True)


def _times(call: Call) -> Value:
    """``x * other``, ``dot``: of matrices, and ``dot`` of arrays too, the product of matrices; numbers scale."""
    x, other = _receiver(call), at(call, 0, "other")
    if other is not None and is_scalar(other):
        return like(call, x, _with_number(x, other), x.shape, x.format if x.format == "csr" else None)
    if x.cls == MATRIX or call.name.endswith(".dot"):
        return _product(call, reflected=call.name.endswith("__rmul__"))
    return _elementwise(call)


def _elementwise(call: Call) -> Value:
    """``multiply(other)``: sparse, of the broadcast shape."""
    x, other = _receiver(call), at(call, 0, "other")
    if other is None:
        return values.unknown(call.name)
    if is_scalar(other):
        return like(call, x, _with_number(x, other), x.shape)
    y = of(other)
    found = None if y is not None else _dense_operand(call, other)
    if y is None and found is None:
        return values.unknown(call.name)
    seen = y if y is not None else found
    assert seen is not None
    shape = shapes.broadcast(x.shape, seen.shape)
    return NEVER if shape is INCOMPATIBLE else like(call, x, promotion.promote(x.dtype, seen.dtype), shape)


def _sum_of(call: Call) -> Value:
    """``+`` and ``-``: sparse with a sparse operand, else dense; of numbers, 0 alone is allowed."""
    x, other = _receiver(call), at(call, 0, "other")
    if other is None:
        return values.unknown(call.name)
    if isinstance(other, Const):
        is_zero = type(other.value) in (int, float) and other.value == 0
        return like(call, x, x.dtype, x.shape) if is_zero else NEVER
    y = of(other)
    if y is not None:
        shape = shapes.same(x.shape, y.shape)
        return NEVER if shape is INCOMPATIBLE else like(call, x, promotion.promote(x.dtype, y.dtype), shape)
    found = None if is_scalar(other) else _dense_operand(call, other)
    if found is None:
        return values.unknown(call.name)
    broadcast = shapes.broadcast(x.shape, found.shape)
    if broadcast is INCOMPATIBLE:
        return NEVER
    if of_matrix(other) is not None and x.cls == ARRAY:
        return values.unknown(call.name)
    return dense(x, promotion.promote(x.dtype, found.dtype), broadcast)


def _quotient(call: Call) -> Value:
    """``x / number``: ``float64`` for real numbers, whatever they were."""
    x, other = _receiver(call), at(call, 0, "other")
    if other is None or not is_scalar(other) or x.dtype is None or x.dtype in promotion.COMPLEX:
        return values.unknown(call.name)
    real = python_type(other) not in (None, "complex")
    return like(call, x, "float64" if real else None, x.shape)


def _compared(call: Call) -> Value:
    """``x > other`` with a number or a sparse operand: sparse booleans."""
    x, other = _receiver(call), at(call, 0, "other")
    y = of(other)
    if other is None or not (y is not None or is_scalar(other)):
        return values.unknown(call.name)
    shape = x.shape if y is None else shapes.same(x.shape, y.shape)
    return values.unknown(call.name) if shape is INCOMPATIBLE else like(call, x, "bool", shape)


def _subscript(call: Call) -> Value:
    """``x[i]``, ``x[i:j]``, ``x[positions]``, ``x[i, j]``: rows of matrices stay rows of a matrix."""
    x, index = _receiver(call), at(call, 0, "index")
    if index is None or x.cls != MATRIX or x.shape is None:
        return values.unknown("subscript of a sparse array")
    parts = index.items if isinstance(index, values.Tuple) and index.rest is None else (index,)
    extents = [_extent(call, part, dim) for part, dim in zip(parts, x.shape, strict=False)]
    if not parts or len(parts) > 2 or None in extents:
        return values.unknown("subscript of a sparse matrix")
    kinds = [extent[0] for extent in extents if extent is not None]
    if kinds == ["number", "number"]:
        return values.array(x.dtype, (), scalar=True)
    if kinds == ["many", "many"]:
        return values.unknown("subscript of a sparse matrix by positions of elements")
    sizes: list[Dim] = [extent[1] for extent in extents if extent is not None]
    return like(call, x, x.dtype, (*sizes, *x.shape[len(sizes) :]))


def _extent(call: Call, part: Value, dim: Dim) -> tuple[str, Dim] | None:
    """What kind of index ``part`` is, and how many rows or columns it keeps."""
    if isinstance(part, values.Slice):
        ends = (part.lower, part.upper, part.step)
        bounds = [None if arguments.is_none(end) else arguments.integer(end) for end in ends]
        there = [not arguments.is_none(end) for end in ends]
        if any(bound is None for bound, present in zip(bounds, there, strict=True) if present):
            return "span", None
        start, stop, step = bounds
        return "span", shapes.slice_dim(
            dim, start, stop, 1 if step is None else step, has_start=there[0], has_stop=there[1]
        )
    if isinstance(part, (Const, values.Prim)):
        is_integer = python_type(part) == "int"
        return ("number", 1) if is_integer else None
    found = None if of(part) is not None else _dense_operand(call, part)
    if found is None or found.shape is None or found.dtype is None:
        return None
    if found.shape == () and found.dtype in promotion.INTEGERS:
        return "number", 1
    if len(found.shape) != 1:
        return None
    return "many", None if found.dtype == "bool" else found.shape[0]


def _rows(call: Call) -> Value:
    """Iteration gives matrices of one row."""
    x = _receiver(call)
    if x.cls != MATRIX or x.shape is None:
        return values.unknown(call.name)
    return values.tuple_of((), like(call, x, x.dtype, (1, x.shape[1])))


def _values(call: Call) -> Value:
    """``data``: the values that are kept, a vector in the formats of coordinates and compressed rows or columns."""
    x = _receiver(call)
    vector = x.format in ("coo", "csr", "csc")
    return values.array(x.dtype, (None,)) if vector else values.unknown("values of a sparse matrix")


def _positions(call: Call) -> Value:
    """``row``, ``col``, ``indices``, ``indptr``."""
    return indices(_receiver(call).shape)


def _number(call: Call) -> Value:
    return values.INT


def _rank(call: Call) -> Value:
    shape: Shape = _receiver(call).shape
    return values.INT if shape is None else values.const(len(shape))


_METHODS: Final[dict[str, Rule]] = {
    **{f"to{spelled}": _converted(spelled) for spelled in FORMATS},
    "asformat": _asformat,
    "astype": _astype,
    "copy": _copy,
    **dict.fromkeys(("__neg__", "__abs__"), _same),
    "transpose": _transposed,
    "toarray": _toarray,
    "todense": _todense,
    "power": _power,
    "reshape": _reshape,
    **dict.fromkeys(("sum", "mean"), _reduced),
    **dict.fromkeys(("max", "min"), _extreme),
    "diagonal": _diagonal,
    **dict.fromkeys(("getnnz", "count_nonzero"), _count),
    "nonzero": _nonzero,
    "getrow": _line(0),
    "getcol": _line(1),
    **dict.fromkeys(("dot", "__mul__", "__rmul__"), _times),
    "__matmul__": _product,
    "__rmatmul__": _reflected_product,
    "multiply": _elementwise,
    **dict.fromkeys(("__add__", "__radd__", "__sub__", "__rsub__"), _sum_of),
    "__truediv__": _quotient,
    **dict.fromkeys(("__gt__", "__ge__", "__lt__", "__le__", "__eq__", "__ne__"), _compared),
    "__getitem__": _subscript,
    "__iter__": _rows,
}
_PROPERTIES: Final[dict[str, Rule]] = {
    "T": _transposed,
    "data": _values,
    **dict.fromkeys(("row", "col", "indices", "indptr"), _positions),
    **dict.fromkeys(("nnz", "size"), _number),
    "ndim": _rank,
}
RULES: Final[dict[str, Rule]] = {f"{cls}.{name}": rule for cls in (MATRIX, ARRAY) for name, rule in _METHODS.items()}
PROPERTIES: Final[dict[str, Rule]] = {
    f"{cls}.{name}": rule for cls in (MATRIX, ARRAY) for name, rule in _PROPERTIES.items()
}
