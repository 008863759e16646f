"""Matrix functions, decompositions, solvers, diagonals."""

from __future__ import annotations

from collections.abc import Callable

from ...model.values import NEVER, Dim, Shape, Value, named_tuple, tuple_of
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    allows,
    axes,
    dtype,
    flag,
    for_dense,
    give,
    give_each,
    given,
    integer,
    operand,
    promoted,
)
from .shapes import (
    INCOMPATIBLE,
    ShapeOr,
    broadcast,
    reduce,
    same,
    same_dim,
    unknown_of_rank,
)
from .shapes_linear import diagonal, matrix_transpose

FC = dtypes.FLOATS | dtypes.COMPLEX
_L = "tensorflow.linalg."


def _square(shape: Shape) -> bool:
    """May hold square matrices."""
    return shape is None or (len(shape) >= 2 and same_dim(shape[-1], shape[-2]) is not INCOMPATIBLE)


def _on_matrix(result: Callable[[Shape], ShapeOr], *, square: bool = True) -> Rule:
    """An op on the matrices in the last two dimensions that keeps the dtype."""

    def rule(call: Call) -> Value:
        x = operand(call, "input", "matrix", "tensor", "x")
        if x is None or not allows(x.dtype, FC) or (square and not _square(x.shape)):
            return NEVER
        if x.shape is not None and len(x.shape) < 2:
            return NEVER
        return give(call, x.dtype, result(x.shape), operands=[x])

    return rule


def _keep(shape: Shape) -> ShapeOr:
    return shape


def _of_batch(shape: Shape) -> ShapeOr:
    return None if shape is None else shape[:-2]


def _trace(call: Call) -> Value:
    x = operand(call, "x")
    if x is None or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    return give(call, x.dtype, _of_batch(x.shape), operands=[x])


def _slogdet(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or not _square(x.shape):
        return NEVER
    part = give(call, x.dtype, _of_batch(x.shape), operands=[x])
    return named_tuple("LogMatrixDeterminant", ("sign", "log_abs_determinant"), (part, part))


def _logdet(call: Call) -> Value:
    x = operand(call, "matrix")
    if x is None or not _square(x.shape):
        return NEVER
    real = dtypes.REAL_OF_COMPLEX.get(x.dtype or "", x.dtype)
    return give(call, real, _of_batch(x.shape), operands=[x])


def _solve(call: Call) -> Value:
    """``matrix`` and ``rhs`` of equal rank, or broadcast in their batch dimensions where the op does."""
    matrix, rhs = operand(call, "matrix", "chol"), operand(call, "rhs")
    if matrix is None or rhs is None or not _square(matrix.shape):
        return NEVER
    kind = promoted(call, [matrix, rhs])
    if matrix.shape is None or rhs.shape is None:
        return give(call, kind, None, operands=[matrix, rhs])
    if len(rhs.shape) < 2 or same_dim(matrix.shape[-1], rhs.shape[-2]) is INCOMPATIBLE:
        return NEVER
    batch = broadcast(matrix.shape[:-2], rhs.shape[:-2])
    if batch is INCOMPATIBLE or batch is None:
        return NEVER
    rows = same_dim(matrix.shape[-1], rhs.shape[-2])
    shape = INCOMPATIBLE if rows is INCOMPATIBLE else (*batch, rows, rhs.shape[-1])
    return give(call, kind, shape, operands=[matrix, rhs])


def _lstsq(call: Call) -> Value:
    matrix, rhs = operand(call, "matrix"), operand(call, "rhs")
    if matrix is None or rhs is None:
        return NEVER
    kind = promoted(call, [matrix, rhs])
    if matrix.shape is None or rhs.shape is None or len(matrix.shape) < 2 or len(rhs.shape) < 2:
        return give(call, kind, None, operands=[matrix, rhs])
    batch = broadcast(matrix.shape[:-2], rhs.shape[:-2])
    if batch is INCOMPATIBLE or batch is None:
        return NEVER
    return give(call, kind, (*batch, matrix.shape[-1], rhs.shape[-1]), operands=[matrix, rhs])


def _smaller(rows: Dim, columns: Dim) -> Dim:
    return None if rows is None or columns is None else min(rows, columns)


def _svd(call: Call) -> Value:
    """``s, u, v``, or ``s`` alone without ``compute_uv``."""
    x = operand(call, "tensor")
    if x is None or not allows(x.dtype, FC) or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    real = dtypes.REAL_OF_COMPLEX.get(x.dtype or "", x.dtype)
    vectors, full = flag(call, "compute_uv", default=True), flag(call, "full_matrices")
    if x.shape is None:
        parts: list[Shape] = [None, None, None]
    else:
        batch, (rows, columns) = x.shape[:-2], x.shape[-2:]
        least = _smaller(rows, columns)
        inner = (rows, columns) if full else ((least, least) if full is False else (None, None))
        parts = [(*batch, least), (*batch, rows, inner[0]), (*batch, columns, inner[1])]
    singular = give(call, real, parts[0], operands=[x])
    if vectors is not True:
        return singular if vectors is False else NEVER if singular is NEVER else give(call, None, None)
    return tuple_of([singular, *(give(call, x.dtype, p, operands=[x]) for p in parts[1:])])


def _qr(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or not allows(x.dtype, FC) or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    full = flag(call, "full_matrices")
    if x.shape is None or full is None:
        shapes: tuple[Shape, Shape] = (unknown_of_rank(len(x.shape)) if x.shape else None,) * 2
    else:
        batch, (rows, columns) = x.shape[:-2], x.shape[-2:]
        inner = rows if full else _smaller(rows, columns)
        shapes = ((*batch, rows, inner), (*batch, inner, columns))
    made = [give(call, x.dtype, s, operands=[x]) for s in shapes]
    return named_tuple("Qr", ("q", "r"), made)


def _eigh(call: Call) -> Value:
    x = operand(call, "tensor")
    if x is None or not allows(x.dtype, FC) or not _square(x.shape):
        return NEVER
    return give_each(call, [(x.dtype, None if x.shape is None else x.shape[:-1]), (x.dtype, x.shape)], [x])


def _eigvalsh(call: Call) -> Value:
    x = operand(call, "tensor")
    if x is None or not allows(x.dtype, FC) or not _square(x.shape):
        return NEVER
    return give(call, x.dtype, None if x.shape is None else x.shape[:-1], operands=[x])


def _eig(values_only: bool) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "tensor")
        if x is None or not _square(x.shape):
            return NEVER
        kind = dtypes.COMPLEX_OF_REAL.get(x.dtype or "", x.dtype)
        values = (kind, None if x.shape is None else x.shape[:-1])
        if values_only:
            return give(call, *values, operands=[x])
        return give_each(call, [values, (kind, x.shape)], [x])

    return rule


def _lu(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or not _square(x.shape):
        return NEVER
    index = dtype(call, "output_idx_type", default="int32")
    parts = [give(call, x.dtype, x.shape), give(call, index, None if x.shape is None else x.shape[:-1])]
    return named_tuple("Lu", ("lu", "p"), parts)


def _diag(call: Call) -> Value:
    """``tf.linalg.diag``: square matrices of the last dimension, unless ``k`` or sizes say else."""
    x = operand(call, "diagonal")
    if x is None or x.shape == ():
        return NEVER
    if x.shape is None:
        return give(call, x.dtype, None, operands=[x])
    k = integer(given(call, "k"), 0)
    rows, columns = _size_argument(call, "num_rows"), _size_argument(call, "num_cols")
    if k is None or rows != -1 or columns != -1:
        return give(call, x.dtype, None if k is None else (*x.shape[:-1], *_rectangle(rows, columns)), operands=[x])
    last = x.shape[-1]
    n = None if last is None else last + abs(k)
    return give(call, x.dtype, (*x.shape[:-1], n, n), operands=[x])


def _size_argument(call: Call, name: str) -> int | None:
    return integer(given(call, name), -1)


def _rectangle(rows: int | None, columns: int | None) -> tuple[Dim, Dim]:
    known = [None if n is None or n < 0 else n for n in (rows, columns)]
    return known[0], known[1]


def _diag_part(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    k = integer(given(call, "k"), 0)
    if k == 0:
        return give(call, x.dtype, diagonal(x.shape), operands=[x])
    if x.shape is None or k is None:
        return give(call, x.dtype, None, operands=[x])
    rows, columns = x.shape[-2:]
    if rows is None or columns is None:
        return give(call, x.dtype, (*x.shape[:-2], None), operands=[x])
    length = min(rows + min(k, 0), columns - max(k, 0))
    return give(call, x.dtype, INCOMPATIBLE if length <= 0 else (*x.shape[:-2], length), operands=[x])


def _set_diag(call: Call) -> Value:
    x, d = operand(call, "input"), operand(call, "diagonal")
    if x is None or d is None or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    return give(call, promoted(call, [x, d]), x.shape, operands=[x, d])


def _keep_first(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *names)
        if x is None or (x.shape is not None and len(x.shape) < 2):
            return NEVER
        return give(call, x.dtype, x.shape, operands=[x])

    return rule


def _tensor_diag(call: Call) -> Value:
    x = operand(call, "diagonal")
    if x is None or x.shape == ():
        return NEVER
    return give(call, x.dtype, None if x.shape is None else x.shape * 2, operands=[x])


def _tensor_diag_part(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or (x.shape is not None and (len(x.shape) % 2 or not x.shape)):
        return NEVER
    if x.shape is None:
        return give(call, x.dtype, None, operands=[x])
    half = len(x.shape) // 2
    return give(call, x.dtype, same(x.shape[:half], x.shape[half:]), operands=[x])


def _normalize(call: Call) -> Value:
    """``tf.linalg.normalize``: the tensor and its norm with kept dimensions."""
    x = operand(call, "tensor")
    if x is None:
        return NEVER
    norm = reduce(x.shape, axes(call, "axis"), True)
    return give_each(call, [(x.dtype, x.shape), (None if x.dtype in dtypes.COMPLEX else x.dtype, norm)], [x])


def _matrix_rank(call: Call) -> Value:
    x = operand(call, "a")
    return NEVER if x is None else give(call, "int32", _of_batch(x.shape), operands=[x])


def _pinv(call: Call) -> Value:
    x = operand(call, "a")
    return NEVER if x is None else give(call, x.dtype, matrix_transpose(x.shape), operands=[x])


def _tridiagonal_solve(call: Call) -> Value:
    rhs = operand(call, "rhs")
    return NEVER if rhs is None else give(call, rhs.dtype, rhs.shape, operands=[rhs])


_DENSE: dict[str, Rule] = {
    _L + "cholesky": _on_matrix(_keep),
    _L + "inv": _on_matrix(_keep),
    _L + "expm": _on_matrix(_keep),
    _L + "logm": _on_matrix(_keep),
    _L + "sqrtm": _on_matrix(_keep),
    _L + "det": _on_matrix(_of_batch),
    _L + "slogdet": _slogdet,
    _L + "logdet": _logdet,
    _L + "trace": _trace,
    _L + "solve": _solve,
    _L + "triangular_solve": _solve,
    _L + "cholesky_solve": _solve,
    _L + "lstsq": _lstsq,
    _L + "svd": _svd,
    _L + "qr": _qr,
    _L + "eigh": _eigh,
    _L + "eigvalsh": _eigvalsh,
    _L + "eig": _eig(False),
    _L + "eigvals": _eig(True),
    _L + "lu": _lu,
    _L + "diag": _diag,
    _L + "diag_part": _diag_part,
    _L + "set_diag": _set_diag,
    _L + "band_part": _keep_first("input"),
    _L + "tensor_diag": _tensor_diag,
    _L + "tensor_diag_part": _tensor_diag_part,
    _L + "normalize": _normalize,
    _L + "matrix_rank": _matrix_rank,
    _L + "pinv": _pinv,
    _L + "tridiagonal_solve": _tridiagonal_solve,
}

RULES: dict[str, Rule] = for_dense(_DENSE)
