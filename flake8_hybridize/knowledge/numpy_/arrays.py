"""How NumPy turns any value into an array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...model import values
from ...model.values import Array, Const, Dim, Prim, Range, Shape, Tensor, TensorShape, Value
from ..protocol import Call
from . import promotion

Content = Dim | tuple[Dim, ...]

# Longest vector whose integers are kept.
CONTENT_LIMIT = 32
# Nesting of lists that is followed.
NESTING_LIMIT = 12
MATRIX: Final = "numpy.matrixlib.defmatrix.matrix"
"""The class of :mod:`.matrices`."""


def as_array(value: Value, call: Call) -> Array | None:
    """``numpy.asarray(value)``; ``None`` where that is no array of numbers or strings, or nothing is known of it.

    Lists whose parts have different lengths raise in NumPy: they are ``None`` here too (see :func:`is_inhomogeneous`).
    A tensor of a graph raises as well; its array is given all the same, the hazard is the interpreter's to report.
    """
    return _as_array(value, call, 0)


def python_type(value: Value) -> str | None:
    """The name of the Python number or string type of ``value``, whose dtype gives way to that of arrays."""
    if isinstance(value, Const):
        name = type(value.value).__name__
        return name if name in promotion.OF_PYTHON else None
    return value.name if isinstance(value, Prim) else None


def integer(value: Value | None) -> int | None:
    """The known integer that ``value`` is: a constant, or a scalar tensor or array of known content."""
    if isinstance(value, Const) and isinstance(value.value, int):
        return int(value.value)
    if isinstance(value, (Tensor, Array)) and isinstance(value.content, int) and value.shape in ((), None):
        return value.content
    return None


def of_matrix(value: Value | None) -> Array | None:
    """The array that a ``numpy.matrix`` is made into; ``None`` of anything else."""
    if not isinstance(value, values.LibraryObject) or value.cls != MATRIX:
        return None
    dtype, shape = value.get("dtype"), value.get("shape")
    dims = tuple(map(integer, shape.items)) if isinstance(shape, values.Tuple) else None
    return values.array(dtype.name if isinstance(dtype, values.DType) else None, dims)


def integers(value: Value | None, call: Call) -> Shape:
    """The integers in ``value``, a list or tuple, shape, or vector, with ``None`` for those that are not known.

    ``None`` alone if not even their number is; a lone integer is not a list of one here.
    """
    if value is None:
        return None
    if isinstance(value, TensorShape):
        return value.dims
    if isinstance(value, (Tensor, Array)):
        if isinstance(value.content, tuple):
            return value.content
        if value.shape is not None and len(value.shape) == 1 and value.shape[0] is not None:
            return (None,) * value.shape[0] if value.shape[0] <= CONTENT_LIMIT else None
        return None
    found = call.items(value)
    if found is None or found.rest is not None or found.keys is not None:
        return None
    return tuple(integer(item) for item in found.known)


def _as_array(value: Value, call: Call, depth: int) -> Array | None:
    if isinstance(value, Array):
        return value
    if isinstance(value, Tensor):
        if value.kind in ("tensor", "variable"):
            return values.array(value.dtype, value.shape, content=value.content)
        return None
    if isinstance(value, values.Union):
        return _joined([_as_array(member, call, depth) for member in value.members])
    if isinstance(value, TensorShape):
        if value.dims is None or None in value.dims:
            return None
        return values.array("int64", (len(value.dims),), content=value.dims)
    name = python_type(value)
    if name is not None:
        return values.array(promotion.OF_PYTHON[name], (), content=_int_content(value))
    if isinstance(value, Range):
        bounds = [integer(bound) for bound in (value.start, value.stop, value.step)]
        if None in bounds or bounds[2] == 0:
            return values.array("int64", (None,))
        numbers = range(*[bound for bound in bounds if bound is not None])
        content = tuple(numbers) if len(numbers) <= CONTENT_LIMIT else None
        return values.array("int64", (len(numbers),), content=content)
    if isinstance(value, (Const, values.Unknown)) or depth > NESTING_LIMIT:
        return None
    return _of_items(value, call, depth)


def _of_items(value: Value, call: Call, depth: int) -> Array | None:
    found = call.items(value)
    if found is None or found.keys is not None or isinstance(value, (values.Stream, values.Dataset)):
        return None
    rest = () if found.rest is None else (found.rest,)
    if not found.known and not rest:
        return values.array("float64", (0,))
    parts = [_as_array(item, call, depth + 1) for item in dict.fromkeys((*found.known, *rest))]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    shapes = {part.shape for part in known}
    if len(shapes) > 1 and _clash(list(shapes)):
        return None
    inner: Shape = known[0].shape
    for part in known[1:]:
        inner = values.join_shape(inner, part.shape)
    length = None if rest else len(found.known)
    content = None
    if inner == () and length is not None and length <= CONTENT_LIMIT:
        numbers = tuple(_int_content(item) for item in found.known)
        content = numbers if any(number is not None for number in numbers) else None
    dtype = promotion.promote_of([part.dtype for part in known])
    if dtype not in promotion.INTEGERS:
        content = None
    return values.array(dtype, None if inner is None else (length, *inner), content=content)


def is_inhomogeneous(value: Value, call: Call) -> bool:
    """``value`` is a list whose parts certainly have different shapes: ``numpy.array`` raises."""
    found = call.items(value)
    if found is None or found.keys is not None:
        return False
    parts = [as_array(item, call) for item in found.known]
    return len(parts) > 1 and None not in parts and _clash([part.shape for part in parts if part is not None])


def _clash(shapes: Sequence[Shape]) -> bool:
    first = shapes[0]
    for shape in shapes[1:]:
        if first is None or shape is None:
            continue
        if len(first) != len(shape):
            return True
        if any(a is not None and b is not None and a != b for a, b in zip(first, shape, strict=True)):
            return True
    return False


def _int_content(value: Value) -> int | None:
    if isinstance(value, Const) and type(value.value) is bool:
        return None
    return integer(value)


def _joined(parts: Sequence[Array | None]) -> Array | None:
    if not parts:
        return None
    merged = parts[0]
    for part in parts[1:]:
        if merged is None or part is None:
            return None
        merged = values.join_array(merged, part)
    return merged
