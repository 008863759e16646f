"""Sparse matrices and sparse arrays of SciPy as the analysis holds them.

Both are library objects, whatever their format, of the class that ``isinstance`` asks for: ``scipy.sparse.spmatrix``
(``csr_matrix`` and its kin, for which ``*`` is the product of matrices and reductions give ``numpy.matrix``) and
``scipy.sparse.sparray`` (``csr_array`` and its kin, which act like arrays). Their state has the names of the
attributes: ``format``, ``dtype`` and ``shape``. Observed with SciPy 1.17.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...model import values
from ...model.values import Const, DType, LibraryObject, Prim, Shape, Tuple, Value
from ..numpy_ import matrices
from ..numpy_.arrays import integer, of_matrix
from ..numpy_.promotion import NUMERIC
from ..protocol import Call

MATRIX: Final = "scipy.sparse.spmatrix"
ARRAY: Final = "scipy.sparse.sparray"
FORMATS: Final = ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")
_REFUSED: Final = frozenset(("float16", "bfloat16", "string"))


@dataclass(frozen=True, slots=True)
class Sparse:
    """What is known of a sparse matrix or array: ``format`` as in :data:`FORMATS` or ``None``."""

    cls: str
    format: str | None
    dtype: str | None
    shape: Shape


def of(value: Value | None) -> Sparse | None:
    """``value`` as a sparse matrix or array, if it is one."""
    if not isinstance(value, LibraryObject) or value.cls not in (MATRIX, ARRAY):
        return None
    spelled, dtype, dims = value.get("format"), value.get("dtype"), value.get("shape")
    shape = None if not isinstance(dims, Tuple) or dims.rest is not None else tuple(map(integer, dims.items))
    return Sparse(
        value.cls,
        spelled.value if isinstance(spelled, Const) else None,
        dtype.name if isinstance(dtype, DType) else None,
        shape,
    )


def sparse(call: Call, cls: str, spelled: str | None, dtype: str | None, shape: Shape) -> Value:
    """A sparse matrix or array that ``call`` makes; ``NEVER`` of a dtype that SciPy refuses."""
    if dtype in _REFUSED:
        return values.NEVER
    if shape is None and cls == MATRIX:
        shape = (None, None)
    state = [
        ("format", values.STR if spelled is None else values.const(spelled)),
        ("dtype", values.dtype_value(dtype if dtype in NUMERIC else None, "numpy")),
        ("shape", matrices.shape_value(shape)),
    ]
    return values.library_object(cls, state, call.site())


def test_of(value: Value, name: str) -> bool | None:
    """What the predicate ``name`` of ``scipy.sparse`` (``issparse``, ``isspmatrix``, ``isspmatrix_csr``) says."""
    x = of(value)
    if x is None:
        known = isinstance(value, (values.Array, Const, Prim, values.Tensor, Tuple))
        return False if known or of_matrix(value) is not None else None
    if name == "issparse" or x.cls == ARRAY:
        return name == "issparse"
    spelled = name.removeprefix("isspmatrix").removeprefix("_")
    if spelled and x.format is None:
        return None
    return spelled in ("", x.format)


def narrowed(value: Value, name: str, sense: bool) -> Value:
    """``value`` where the predicate ``name`` has the answer ``sense``; ``NEVER`` if it cannot have it."""
    answer = test_of(value, name)
    if answer is None and sense and isinstance(value, LibraryObject) and of(value) is not None:
        spelled = values.const(name.rpartition("_")[2])
        state = [(key, spelled if key == "format" else content) for key, content in value.state]
        return values.library_object(value.cls, state, value.site)
    return value if answer in (None, sense) else values.NEVER


def like(call: Call, x: Sparse, dtype: str | None, shape: Shape, spelled: str | None = None) -> Value:
    """A sparse result of the class of ``x``."""
    return sparse(call, x.cls, spelled, dtype, shape)


def dense(x: Sparse, dtype: str | None, shape: Shape) -> Value:
    """A dense result: ``numpy.matrix`` of a matrix, an array of an array."""
    if x.cls == MATRIX:
        return matrices.matrix(dtype, shape if shape is None or len(shape) == 2 else (None, None))
    return values.array(dtype, shape)


def indices(shape: Shape, length: int | None = None) -> Value:
    """A vector of positions: ``int32`` as long as that is enough for the dimensions, which must be known."""
    small = shape is not None and all(dim is not None and dim < 2**31 for dim in shape)
    return values.array("int32" if small else None, (length,))


def is_scalar(value: Value | None) -> bool:
    """``value`` is a number."""
    if isinstance(value, (Prim, Const)):
        return not isinstance(value, Const) or isinstance(value.value, (int, float, complex))
    return isinstance(value, values.Array) and value.shape == ()
