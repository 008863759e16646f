"""Products and linear algebra of NumPy."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Const, Shape, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes, shapes_linear
from ..tensorflow.shapes import INCOMPATIBLE, ShapeOr
from . import promotion
from .reading import array_at, as_methods, at, given, integer_at, positional


def matmul(left: Shape, right: Shape) -> ShapeOr:
    """``numpy.matmul``: a vector counts as a row on the left, as a column on the right, and vanishes again."""
    if left == () or right == ():
        return INCOMPATIBLE
    if left is None or right is None:
        return None
    a = (1, *left) if len(left) == 1 else left
    b = (*right, 1) if len(right) == 1 else right
    if shapes.same_dim(a[-1], b[-2]) is INCOMPATIBLE:
        return INCOMPATIBLE
    batch = shapes.broadcast(a[:-2], b[:-2])
    if batch is INCOMPATIBLE or batch is None:
        return batch
    rows = a[-2:-1] if len(left) > 1 else ()
    columns = b[-1:] if len(right) > 1 else ()
    return (*batch, *rows, *columns)


def _dot_shape(left: Shape, right: Shape) -> ShapeOr:
    if left is None or right is None:
        return None
    if not left or not right:
        return left or right
    inner = right[-2] if len(right) > 1 else right[-1]
    if shapes.same_dim(left[-1], inner) is INCOMPATIBLE:
        return INCOMPATIBLE
    rest = (*right[:-2], right[-1]) if len(right) > 1 else ()
    return (*left[:-1], *rest)


def _product(call: Call, shape: ShapeOr, *, scalar: bool = True) -> Value:
    left, right = array_at(call, 0, "a", "x1"), array_at(call, 1, "b", "x2")
    dtype = promotion.promote(left.dtype, right.dtype)
    return given(dtype if dtype != "bfloat16" else None, shape, scalar=scalar)


def _matmul(call: Call) -> Value:
    """``matmul``."""
    return _product(call, matmul(array_at(call, 0, "x1").shape, array_at(call, 1, "x2").shape))


def _dot(call: Call) -> Value:
    """``dot``: the last dimension of the first with the last but one of the second."""
    return _product(call, _dot_shape(array_at(call, 0, "a").shape, array_at(call, 1, "b").shape))


def _inner(call: Call) -> Value:
    """``inner``: over the last dimension of both."""
    left, right = array_at(call, 0, "a").shape, array_at(call, 1, "b").shape
    if left is None or right is None:
        return _product(call, None)
    if not left or not right:
        return _product(call, left or right)
    if shapes.same_dim(left[-1], right[-1]) is INCOMPATIBLE:
        return NEVER
    return _product(call, (*left[:-1], *right[:-1]))


def _outer(call: Call) -> Value:
    """``outer``: of the flat arrays."""
    return _product(call, (shapes.size(array_at(call, 0, "a").shape), shapes.size(array_at(call, 1, "b").shape)))


def _vdot(call: Call) -> Value:
    """``vdot``: a scalar."""
    return _product(call, ())


def _tensordot(call: Call) -> Value:
    """``tensordot``: over ``axes`` of both."""
    left, right = array_at(call, 0, "a").shape, array_at(call, 1, "b").shape
    value = at(call, 2, "axes")
    if value is None:
        return _product(call, shapes_linear.tensordot(left, right, 2), scalar=False)
    if isinstance(value, Const) and isinstance(value.value, int):
        return _product(call, shapes_linear.tensordot(left, right, value.value), scalar=False)
    items = call.items(value)
    pair = [arguments.dims(call, item) for item in items.known] if items is not None else []
    if len(pair) != 2 or any(axes is None or None in axes for axes in pair):
        return _product(call, None)
    first, second = (tuple(axis for axis in axes or () if axis is not None) for axes in pair)
    return _product(call, shapes_linear.tensordot(left, right, (first, second)), scalar=False)


def _einsum(call: Call) -> Value:
    """``einsum`` with its labels in a string."""
    found = positional(call)
    arrays = [array_at(call, i) for i in range(1, len(found))]
    dtype = promotion.promote_of([array.dtype for array in arrays])
    first = found[0] if found else None
    if not isinstance(first, Const) or not isinstance(first.value, str):
        return values.array(dtype, None)
    return given(dtype, shapes_linear.einsum(first.value, [array.shape for array in arrays]))


def _cross(call: Call) -> Value:
    """``cross``: of three-dimensional vectors; of two-dimensional ones a number."""
    left, right = array_at(call, 0, "a").shape, array_at(call, 1, "b").shape
    if dict(call.keywords()) or left is None or right is None or left[-1:] != (3,) or right[-1:] != (3,):
        return _product(call, None)
    return _product(call, shapes.broadcast(left, right))


def _kron(call: Call) -> Value:
    """``kron``: every dimension times its partner."""
    left, right = array_at(call, 0, "a").shape, array_at(call, 1, "b").shape
    if left is None or right is None:
        return _product(call, None)
    rank = max(len(left), len(right))
    a, b = (1,) * (rank - len(left)) + left, (1,) * (rank - len(right)) + right
    return _product(call, tuple(shapes.dim_product(x, y) for x, y in zip(a, b, strict=True)))


def _diag(call: Call) -> Value:
    """``diag``: the diagonal of a matrix, or the matrix of a diagonal."""
    array = array_at(call, 0, "v")
    offset = integer_at(call, 1, 0, "k")
    if array.shape is None:
        return values.array(array.dtype, None)
    if len(array.shape) == 1:
        size = None if array.shape[0] is None or offset is None else array.shape[0] + abs(offset)
        return values.array(array.dtype, (size, size))
    if len(array.shape) != 2:
        return NEVER
    return values.array(array.dtype, (_diagonal_length(array.shape, offset),))


def _diagonal_length(shape: tuple[int | None, ...], offset: int | None) -> int | None:
    rows, columns = shape
    if rows is None or columns is None or offset is None:
        return None
    return max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))


def _diagonal(call: Call) -> Value:
    """``diagonal``: of the first two dimensions, put last."""
    array = array_at(call, 0, "a")
    if array.shape is None or len(array.shape) < 2 or len(positional(call)) > 2 or dict(call.keywords()):
        rank = shapes.rank(array.shape)
        return values.array(array.dtype, shapes.unknown_of_rank(None if rank is None else max(rank - 1, 0)))
    length = _diagonal_length(array.shape[:2], integer_at(call, 1, 0, "offset"))
    return values.array(array.dtype, (*array.shape[2:], length))


def _trace(call: Call) -> Value:
    """``trace``."""
    array = array_at(call, 0, "a")
    if array.shape is None or len(positional(call)) > 2 or dict(call.keywords()):
        return values.array(promotion.accumulated(array.dtype), None)
    return given(promotion.accumulated(array.dtype), array.shape[2:] if len(array.shape) >= 2 else INCOMPATIBLE)


def _solved(dtype: str | None) -> str | None:
    return promotion.to_inexact(dtype)


def _like_matrix(call: Call) -> Value:
    """``inv``, ``cholesky``: a matrix of the same shape."""
    array = array_at(call, 0, "a")
    return given(_solved(array.dtype), array.shape, scalar=False)


def _pinv(call: Call) -> Value:
    """``pinv``: the shape transposed."""
    array = array_at(call, 0, "a")
    return given(_solved(array.dtype), shapes_linear.matrix_transpose(array.shape), scalar=False)


def _det(call: Call) -> Value:
    """``det``: one number per matrix."""
    array = array_at(call, 0, "a")
    return given(_solved(array.dtype), None if array.shape is None else array.shape[:-2])


def _solve(call: Call) -> Value:
    """``solve(a, b)``: of the shape of ``b``, a vector only where it is one (NumPy 2)."""
    left, right = array_at(call, 0, "a"), array_at(call, 1, "b")
    dtype = promotion.promote(_solved(left.dtype), _solved(right.dtype))
    if left.shape is None or right.shape is None or len(left.shape) != 2:
        return values.array(dtype, None)
    return given(dtype, right.shape, scalar=False)


def _real(dtype: str | None) -> str | None:
    return promotion.real_part(_solved(dtype))


def _eigh(call: Call) -> Value:
    """``eigh``: real values and the vectors."""
    array = array_at(call, 0, "a")
    found = None if array.shape is None else array.shape[:-1]
    parts = [values.array(_real(array.dtype), found), values.array(_solved(array.dtype), array.shape)]
    return values.named_tuple("EighResult", ["eigenvalues", "eigenvectors"], parts)


def _eigvalsh(call: Call) -> Value:
    """``eigvalsh``: real values."""
    array = array_at(call, 0, "a")
    return given(_real(array.dtype), None if array.shape is None else array.shape[:-1])


def _matrix_rank(call: Call) -> Value:
    """``matrix_rank``: an integer per matrix."""
    array = array_at(call, 0, "A", "M")
    return given("int64", None if array.shape is None else array.shape[:-2])


def _linalg(names: str, rule: Rule) -> dict[str, Rule]:
    return {f"numpy.linalg.{name}": rule for name in names.split()}


RULES: Final[dict[str, Rule]] = {
    "numpy.matmul": _matmul,
    "numpy.dot": _dot,
    "numpy.inner": _inner,
    "numpy.outer": _outer,
    "numpy.vdot": _vdot,
    "numpy.tensordot": _tensordot,
    "numpy.einsum": _einsum,
    "numpy.cross": _cross,
    "numpy.kron": _kron,
    "numpy.diag": _diag,
    "numpy.diagonal": _diagonal,
    "numpy.trace": _trace,
    **_linalg("inv cholesky", _like_matrix),
    **_linalg("pinv", _pinv),
    **_linalg("det", _det),
    **_linalg("solve", _solve),
    **_linalg("eigh", _eigh),
    **_linalg("eigvalsh", _eigvalsh),
    **_linalg("matrix_rank", _matrix_rank),
}
RULES.update(as_methods(RULES, ["dot", "diagonal", "trace"]))
