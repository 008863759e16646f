"""Functions of ``scipy.sparse`` that make matrices, join them, and ask what a value is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...model import values
from ...model.values import Array, Const, Shape, Tuple, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array, integer, of_matrix
from ..numpy_.reading import at, dtype_at, integer_at
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from .objects import ARRAY, FORMATS, MATRIX, Sparse, indices, like, of, sparse, test_of


def _constructor(cls: str, spelled: str) -> Rule:
    def rule(call: Call) -> Value:
        """``csr_matrix(arg1, shape, dtype)``: of a dense or sparse one, of a shape, or of values and positions."""
        given = at(call, 0, "arg1")
        dtype, shape = _content(call, cls, given)
        if at(call, 1, "shape") is not None:
            shape = arguments.dims(call, at(call, 1, "shape"))
        return sparse(call, cls, spelled, dtype_at(call, 2, dtype), shape)

    return rule


def _content(call: Call, cls: str, given: Value | None) -> tuple[str | None, Shape]:
    """The dtype and the shape that the first argument of a constructor tells."""
    if given is None:
        return None, None
    if (x := of(given)) is not None:
        return x.dtype, x.shape
    if isinstance(given, Tuple):
        parts = given.items if given.rest is None else ()
        whole = [part for part in parts if _is_integer(part)]
        if whole and len(whole) == len(parts):
            return "float64", tuple(map(integer, parts))
        data = as_array(parts[0], call) if parts and not whole else None
        return None if data is None else data.dtype, None
    found = of_matrix(given) or as_array(given, call)
    if found is None:
        return None, None
    if cls == MATRIX and found.shape is not None and len(found.shape) < 2:
        return found.dtype, (1,) * (2 - len(found.shape)) + found.shape
    return found.dtype, found.shape


def _is_integer(value: Value) -> bool:
    if isinstance(value, Const):
        return type(value.value) is int
    if isinstance(value, Array):
        return value.shape == () and value.dtype in promotion.INTEGERS
    return isinstance(value, values.Prim) and value.name == "int"


def _format_at(call: Call, index: int, default: str | None) -> str | None:
    value = at(call, index, "format")
    if value is None:
        return default
    return value.value if isinstance(value, Const) and value.value in FORMATS else None


def _eye(cls: str) -> Rule:
    def rule(call: Call) -> Value:
        """``eye(m, n)``; of ``eye_array`` all but the sizes are keywords."""
        rows = integer_at(call, 0, None, "m")
        columns = rows if at(call, 1, "n") is None else integer_at(call, 1, None, "n")
        return sparse(call, cls, _format_at(call, 4, None), dtype_at(call, 3, "float64"), (rows, columns))

    return rule


def _identity(call: Call) -> Value:
    """``identity(n, dtype, format)``."""
    size = integer_at(call, 0, None, "n")
    return sparse(call, MATRIX, _format_at(call, 2, None), dtype_at(call, 1, "float64"), (size, size))


def _diagonals(cls: str) -> Rule:
    def rule(call: Call) -> Value:
        """``diags(diagonals, offsets, shape)``: what integers become depends on the version."""
        first, offsets, given = at(call, 0, "diagonals"), at(call, 1, "offsets"), at(call, 2, "shape")
        found = None if first is None else as_array(first, call)
        shape: Shape = (None, None)
        main = offsets is None or integer(offsets) == 0
        if given is not None:
            shape = arguments.dims(call, given)
        elif main and found is not None and found.shape is not None and len(found.shape) == 1:
            shape = found.shape * 2
        dtype = None if found is None or found.dtype in promotion.INTEGERS else found.dtype
        return sparse(call, cls, _format_at(call, 3, None), dtype_at(call, 4, dtype), shape)

    return rule


def _parts(call: Call, value: Value | None) -> tuple[list[Sparse], bool]:
    """The blocks in a list, dense ones as matrices, and whether all are there."""
    items = None if value is None else call.items(value)
    if items is None or items.keys is not None:
        return [], False
    every = [*items.known, *(() if items.rest is None else (items.rest,))]
    found = [part for item in every if (part := _part(call, item)) is not None]
    return (found, items.rest is None) if len(found) == len(every) else ([], False)


def _part(call: Call, value: Value) -> Sparse | None:
    if (x := of(value)) is not None:
        return x
    found = of_matrix(value) or as_array(value, call)
    return None if found is None else Sparse(MATRIX, None, found.dtype, found.shape)


def _joined(call: Call, parts: Sequence[Sparse], spelled: str | None, shape: Shape) -> Value:
    """The blocks in one: an array if one of them is."""
    if not parts:
        return _unclear(call, spelled, shape)
    cls = ARRAY if any(part.cls == ARRAY for part in parts) else MATRIX
    dtype = promotion.promote_of([part.dtype for part in parts])
    return sparse(call, cls, spelled, dtype_at(call, 2, dtype), shape)


def _unclear(call: Call, spelled: str | None, shape: Shape) -> Value:
    """Sparse, but whether a matrix or an array nobody knows."""
    dtype = dtype_at(call, 2, None)
    return values.union([sparse(call, cls, spelled, dtype, shape) for cls in (MATRIX, ARRAY)])


def _bmat(call: Call) -> Value:
    """``bmat(blocks)``: rows of blocks."""
    return _unclear(call, _format_at(call, 1, None), (None, None))


def _load(call: Call) -> Value:
    """``load_npz(file)``."""
    return _unclear(call, None, (None, None))


def _block_diag(call: Call) -> Value:
    """``block_diag(mats)``: the sizes add up."""
    parts, complete = _parts(call, at(call, 0, "mats"))
    sizes: list[int | None] = []
    for axis in (0, 1):
        dims = [part.shape[axis] if part.shape and len(part.shape) == 2 else None for part in parts]
        sizes.append(sum(d for d in dims if d is not None) if complete and None not in dims else None)
    return _joined(call, parts, _format_at(call, 1, "coo"), tuple(sizes))


def _stacked(axis: int) -> Rule:
    def rule(call: Call) -> Value:
        """``vstack(blocks)``, ``hstack(blocks)``."""
        parts, complete = _parts(call, at(call, 0, "blocks"))
        shape = shapes.concat([part.shape for part in parts], axis) if parts else (None, None)
        if shape is shapes.INCOMPATIBLE:
            return values.NEVER
        if not complete and shape is not None:
            replaced = shapes.replace_dim(shape, axis, None)
            shape = None if replaced is shapes.INCOMPATIBLE else replaced
        return _joined(call, parts, _format_at(call, 1, None), shape)

    return rule


def _triangle(call: Call) -> Value:
    """``tril(A)``, ``triu(A)``."""
    value = at(call, 0, "A")
    x = None if value is None else _part(call, value)
    return values.unknown(call.name) if x is None else like(call, x, x.dtype, x.shape, _format_at(call, 2, None))


def _find(call: Call) -> Value:
    """``find(A)``: rows, columns and the values there that are not zero."""
    value = at(call, 0, "A")
    x = None if value is None else _part(call, value)
    places = indices(None if x is None else x.shape)
    return values.tuple_of((places, places, values.array(None if x is None else x.dtype, (None,))))


def _random(cls: str) -> Rule:
    def rule(call: Call) -> Value:
        """``random(m, n, density, format, dtype)``; ``random_array(shape)``, whose other arguments are keywords."""
        if cls == ARRAY:
            shape = arguments.dims(call, at(call, 0, "shape"))
        else:
            shape = (integer_at(call, 0, None, "m"), integer_at(call, 1, None, "n"))
        return sparse(call, cls, _format_at(call, 3, "coo"), dtype_at(call, 4, "float64"), shape)

    return rule


def _is_sparse(call: Call) -> Value:
    """``issparse(x)``, ``isspmatrix(x)``, ``isspmatrix_csr(x)``."""
    value = at(call, 0, "x")
    answer = test_of(values.NONE if value is None else value, call.name.removeprefix(_S))
    return values.BOOL if answer is None else values.const(answer)


_S: Final = "scipy.sparse."
RULES: Final[dict[str, Rule]] = {
    **{f"{_S}{name}_matrix": _constructor(MATRIX, name) for name in FORMATS},
    **{f"{_S}{name}_array": _constructor(ARRAY, name) for name in FORMATS},
    f"{_S}eye": _eye(MATRIX),
    f"{_S}eye_array": _eye(ARRAY),
    f"{_S}identity": _identity,
    f"{_S}diags": _diagonals(MATRIX),
    f"{_S}diags_array": _diagonals(ARRAY),
    f"{_S}block_diag": _block_diag,
    f"{_S}vstack": _stacked(0),
    f"{_S}hstack": _stacked(1),
    f"{_S}bmat": _bmat,
    f"{_S}load_npz": _load,
    f"{_S}tril": _triangle,
    f"{_S}triu": _triangle,
    f"{_S}find": _find,
    f"{_S}random": _random(MATRIX),
    f"{_S}rand": _random(MATRIX),
    f"{_S}random_array": _random(ARRAY),
    **{f"{_S}{name}": _is_sparse for name in ("issparse", "isspmatrix", *(f"isspmatrix_{name}" for name in FORMATS))},
}
