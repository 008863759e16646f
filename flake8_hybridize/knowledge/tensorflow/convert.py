"""What TensorFlow makes of a Python value where it wants a tensor, and which operand's dtype wins.

The rules were observed with TensorFlow 2.21, eager and traced; ``tests/knowledge/test_ops_convert.py``
repeats the observation.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ...model.values import (
    NEVER,
    Array,
    Const,
    Dim,
    DType,
    Prim,
    Shape,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Union,
    Unknown,
    Value,
    atoms,
    join_shape,
    tensor,
)
from ...model.values import Range as RangeValue
from ..numpy_.arrays import of_matrix
from ..protocol import Call, Items
from . import dtypes
from .shapes import INCOMPATIBLE, same, same_dim

Content = Dim | tuple[Dim, ...]

# Longer vectors keep no content: nobody reshapes by them.
CONTENT_LIMIT = 32
# Elements of a list that are looked at one by one.
_LIST_LIMIT = 4096

TENSOR, ARRAY, PYTHON, UNKNOWN = "tensor", "array", "python", "unknown"


class Conflict(enum.Enum):
    """The type of :data:`CONFLICT`."""

    CONFLICT = "conflict"


CONFLICT: Final = Conflict.CONFLICT
"""TensorFlow raises, since the operands' types don't go together."""


@dataclass(frozen=True, slots=True)
class Operand:
    """An argument seen as a tensor.

    ``origin`` is ``tensor`` (the dtype is fixed), ``array`` (NumPy; becomes the dtype of a tensor beside it),
    ``python`` (numbers and lists of them; ``dtype`` is what they are alone) or ``unknown`` (any of these).
    ``kind`` and ``ragged_rank`` as in :class:`~flake8_hybridize.model.values.Tensor`.
    """

    dtype: str | None
    shape: Shape
    origin: str = TENSOR
    content: Content = None
    kind: str = "tensor"
    ragged_rank: int | None = None

    @property
    def weak(self) -> bool:
        """The dtype yields to that of a tensor beside it."""
        return self.origin in (ARRAY, PYTHON)

    @property
    def dense(self) -> bool:
        """An ordinary tensor once it is converted."""
        return self.kind in ("tensor", "variable", "keras_tensor", "indexed_slices")


ANYTHING = Operand(None, None, UNKNOWN)


def as_tensor(call: Call, value: Value, dtype: str | None = None) -> Operand | None:
    """``tf.convert_to_tensor(value, dtype)``; ``None`` if that raises whatever is unknown of ``value``.

    A tensor of another dtype than ``dtype`` raises, arrays and numbers are converted where TensorFlow does.
    Sparse and ragged tensors are passed through with their ``kind``.
    """
    found = _convert(call, value)
    if found is None or dtype is None:
        return found
    return with_dtype(found, dtype)


def with_dtype(operand: Operand, dtype: str) -> Operand | None:
    """``operand`` converted to ``dtype`` as ``convert_to_tensor`` does; ``None`` if that raises."""
    if operand.dtype is not None and operand.dtype != dtype:
        if operand.origin == TENSOR:
            return None
        if operand.shape is not None and 0 in operand.shape:
            return replace(operand, dtype=dtype, content=None)
        takes = dtypes.takes_array if operand.origin == ARRAY else dtypes.takes_python
        if operand.origin in (ARRAY, PYTHON) and not takes(dtype, operand.dtype):
            return None
    keeps = dtype in dtypes.INTEGERS
    return replace(operand, dtype=dtype, origin=TENSOR, content=operand.content if keeps else None)


def _convert(call: Call, value: Value) -> Operand | None:
    match value:
        case Tensor(kind=kind, dtype=dtype, shape=shape, content=content, ragged_rank=ragged_rank):
            if kind == "tensorarray":
                return None
            return Operand(dtype, shape, TENSOR, content, kind, ragged_rank)
        case Array(dtype=dtype, shape=shape, content=content):
            return Operand(dtype, shape, ARRAY, content)
        case Const(value=constant):
            return _constant(constant)
        case Prim(name=name):
            return Operand(_PRIMITIVES[name], (), PYTHON) if name in _PRIMITIVES else ANYTHING
        case TensorShape(dims=dims):
            # One with an unknown dimension at run time raises; here the dimension may only be unknown to us.
            return Operand("int32", (None,) if dims is None else (len(dims),), PYTHON, bounded(dims))
        case Union():
            return _join([found for atom in atoms(value) if (found := _convert(call, atom)) is not None])
        case DType():
            return None
        case Unknown() | Symbol():
            return ANYTHING
        case RangeValue():
            return _range(value)
        case _:
            items = call.items(value)
            if items is None and (matrix := of_matrix(value)) is not None:
                return Operand(matrix.dtype, matrix.shape, ARRAY)
            if items is None:
                # Instances may define a conversion of their own.
                return ANYTHING
            if items.keys is not None:
                return None
            return _sequence(call, items, isinstance(value, Tuple))


_PRIMITIVES = {
    "bool": "bool",
    "int": "int32",
    "float": "float32",
    "complex": "complex128",
    "str": "string",
    "bytes": "string",
}


def _constant(constant: object) -> Operand | None:
    if isinstance(constant, bool):
        return Operand("bool", (), PYTHON)
    if isinstance(constant, int):
        return Operand(int_dtype(constant), (), PYTHON, constant)
    for kind, dtype in ((float, "float32"), (complex, "complex128"), (str, "string"), (bytes, "string")):
        if isinstance(constant, kind):
            return Operand(dtype, (), PYTHON)
    return None


def int_dtype(value: int) -> str:
    """The type of a Python int alone."""
    return "int32" if -(2**31) <= value < 2**31 else "int64"


def bounded(content: Content) -> Content:
    """``content`` if it is short enough to keep and says something."""
    if isinstance(content, tuple) and len(content) > CONTENT_LIMIT:
        return None
    return content


def _range(value: RangeValue) -> Operand:
    bounds = [
        b.value if isinstance(b, Const) and isinstance(b.value, int) else None
        for b in (value.start, value.stop, value.step)
    ]
    if None in bounds or bounds[2] == 0:
        return Operand("int32", (None,), PYTHON)
    numbers = range(*(b for b in bounds if b is not None))
    content = tuple(numbers) if len(numbers) <= CONTENT_LIMIT else None
    return Operand("int32", (len(numbers),), PYTHON, content)


def _join(operands: Sequence[Operand]) -> Operand | None:
    if not operands:
        return None
    first = operands[0]
    for other in operands[1:]:
        first = Operand(
            first.dtype if first.dtype == other.dtype else None,
            join_shape(first.shape, other.shape),
            first.origin if first.origin == other.origin else UNKNOWN,
            first.content if first.content == other.content else None,
            first.kind if first.kind == other.kind else "tensor",
            first.ragged_rank if first.ragged_rank == other.ragged_rank else None,
        )
    return first


def _sequence(call: Call, items: Items, is_tuple: bool) -> Operand | None:
    """A list or tuple: the elements stacked, their types promoted (first float wins over ints, tensors over all)."""
    members: list[Operand] = []
    for item in items.known[:_LIST_LIMIT]:
        found = _convert(call, item)
        if found is None:
            return None
        members.append(found)
    more = items.rest if items.rest is not NEVER else None
    rest = None if more is None else _convert(call, more)
    if more is not None and rest is None:
        return None
    count: Dim = None if rest is not None else len(items.known)
    if rest is not None:
        members.append(rest)
    if not members:
        return Operand("float32", (0,), PYTHON, ())
    if any(m.kind in ("sparse", "ragged") for m in members):
        return None
    shape: Shape = members[0].shape
    for member in members[1:]:
        merged = same(shape, member.shape)
        if merged is INCOMPATIBLE:
            # Elements of a list whose end is unknown need not all be there.
            return None if rest is None else Operand(_list_dtype(members, call.graph), None, _list_origin(members))
        shape = merged
    dtype = _list_dtype(members, call.graph)
    content: Content = None
    if count is not None and shape == () and (dtype in dtypes.INTEGERS or dtype is None) and count <= CONTENT_LIMIT:
        content = tuple(m.content if isinstance(m.content, int) else None for m in members)
        if all(c is None for c in content):
            content = None
    return Operand(dtype, None if shape is None else (count, *shape), _list_origin(members), content)


def _list_origin(members: Sequence[Operand]) -> str:
    origins = {m.origin for m in members}
    if TENSOR in origins:
        return TENSOR
    return UNKNOWN if UNKNOWN in origins else PYTHON


def _list_dtype(members: Sequence[Operand], graph: bool) -> str | None:
    fixed = [m.dtype for m in members if m.origin == TENSOR]
    if fixed:
        return next((d for d in fixed if d is not None), None)
    found = [m.dtype for m in members if not (m.shape is not None and 0 in m.shape and m.origin == PYTHON)]
    if not found:
        return "float32"
    if None in found or any(m.origin == UNKNOWN for m in members):
        return None
    known = [d for d in found if d is not None]
    if len(set(known)) == 1 and known[0] not in dtypes.INTEGERS:
        # While tracing, NumPy's float64 scalars are Python floats, which they inherit from.
        return "float32" if graph and known[0] == "float64" else known[0]
    if graph and any(d in dtypes.FLOATS for d in known) and not any(d in dtypes.COMPLEX for d in known):
        return "float32"
    for families in (dtypes.COMPLEX, dtypes.FLOATS):
        if any(d in families for d in known):
            # The first element decides between the floats, ints before it make it float32.
            return known[0] if known[0] in families else ("float32" if families is dtypes.FLOATS else "complex128")
    if all(d in dtypes.INTEGERS or d == "bool" for d in known):
        # NumPy ints in a list become int32 like Python's; only values out of its range make it int64.
        python_long = any(m.dtype == "int64" and m.origin == PYTHON for m in members)
        return "int64" if python_long else "int32"
    return None


def result_dtype(operands: Sequence[Operand], graph: bool = False) -> str | Literal[Conflict.CONFLICT] | None:
    """The dtype that operands of one type attribute take; :data:`CONFLICT` if TensorFlow raises.

    Tensors have to agree; arrays and Python numbers take their dtype. Without a tensor the first operand
    decides. While tracing (``graph``) the first operand decides even before a tensor, so that
    ``tf.multiply(1, x)`` raises for a float ``x`` where it works eagerly.
    """
    wins: str | None = None
    for operand in operands:
        if operand.origin == TENSOR and operand.dtype is not None:
            if wins is not None and wins != operand.dtype:
                return CONFLICT
            wins = operand.dtype
    if wins is None:
        if any(o.dtype is None and o.origin in (TENSOR, UNKNOWN) for o in operands):
            return None
        if any(o.origin == TENSOR for o in operands):
            return None
        wins = operands[0].dtype if operands else None
    elif graph and operands[0].weak and operands[0].dtype not in (None, wins):
        return CONFLICT
    if wins is None:
        return None
    for operand in operands:
        if operand.weak and with_dtype(operand, wins) is None:
            return CONFLICT
    return wins


def operator_dtype(operands: Sequence[Operand]) -> str | Literal[Conflict.CONFLICT] | None:
    """:func:`result_dtype` for Python's operators on tensors, where a tensor always decides, traced or not."""
    return result_dtype(operands, graph=False)


def result(
    call: Call, dtype: str | None, shape: Shape, content: Content = None, operands: Sequence[Operand] = ()
) -> Tensor:
    """The tensor that the op ``call`` gives; symbolic while tracing, a Keras tensor if an operand is one."""
    keras = any(o.kind == "keras_tensor" for o in operands)
    kept = content if dtype is None or dtype in dtypes.INTEGERS else None
    if isinstance(kept, tuple):
        fits = shape is not None and len(shape) == 1 and same_dim(shape[0], len(kept)) is not INCOMPATIBLE
        if not fits or (kept and all(k is None for k in kept)):
            kept = None
    elif shape != ():
        kept = None
    return tensor(dtype, shape, kind="keras_tensor" if keras else "tensor", content=bounded(kept), symbolic=call.graph)
