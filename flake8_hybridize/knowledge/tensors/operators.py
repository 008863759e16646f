"""Python's operators where a tensor, an array or a ``tf.TensorShape`` takes part.

The dtype rules are those that TensorFlow 2.21 shows for every pair of operands, eagerly and in a
``tf.function``: two tensors have to agree; an array, a NumPy scalar, a number or a list is converted to the
tensor's dtype (arrays without regard to their own dtype, numbers only where nothing of their kind is lost).

An operand of which nothing is known, beside a dense tensor, is taken for something that TensorFlow converts:
the dtype stays, the shape is unknown.
"""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Tensor, TensorShape, Unknown, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array, python_type
from ..protocol import Call
from ..tensorflow import shapes
from ..tensorflow.convert import TENSOR, as_tensor
from ..tensorflow.shapes import INCOMPATIBLE
from ..tensorflow.shapes_linear import matmul
from . import array_operators, contents, special_operators

COMPARISONS: Final = frozenset(("<", "<=", ">", ">=", "==", "!="))
EQUALITIES: Final = frozenset(("==", "!="))

_REAL: Final = frozenset((*promotion.FLOATS, "bfloat16", *promotion.INTEGERS))
_SIGNED: Final = frozenset((*promotion.FLOATS, "bfloat16", *promotion.SIGNED, *promotion.COMPLEX))
_NUMBERS: Final = frozenset((*_REAL, *promotion.COMPLEX))
_BITS: Final = frozenset((*promotion.INTEGERS, "bool"))
# The dtypes that an operator takes for two tensors, in eager execution and in graphs alike.
_TAKES: Final[dict[str, frozenset[str]]] = {
    "+": _NUMBERS | {"string"},
    "-": _NUMBERS,
    "*": _NUMBERS | {"bool"},
    "/": _NUMBERS,
    "//": _NUMBERS,
    "%": _REAL,
    "**": _SIGNED,
    "@": _NUMBERS,
    "&": _BITS,
    "|": _BITS,
    "^": _BITS,
    "<<": frozenset(),
    ">>": frozenset(),
    "<": _REAL,
    "<=": _REAL,
    ">": _REAL,
    ">=": _REAL,
    "==": promotion.NUMERIC | {"string"},
    "!=": promotion.NUMERIC | {"string"},
}
# What true division of integers gives.
_QUOTIENT: Final = {
    **dict.fromkeys(("int8", "int16", "uint8", "uint16"), "float32"),
    **dict.fromkeys(("int32", "int64", "uint32", "uint64"), "float64"),
}
# The dtypes that a Python number of this type cannot become.
_REFUSES: Final[dict[str, frozenset[str]]] = {
    "bool": frozenset(("string",)),
    "int": frozenset(("bool", "string")),
    "float": frozenset((*promotion.INTEGERS, "bool", "string")),
    "complex": frozenset((*_REAL, "bool", "string")),
    "str": promotion.NUMERIC,
    "bytes": promotion.NUMERIC,
}


def binary(op: str, left: Value, right: Value, call: Call) -> Value:
    """``left op right`` for atoms of which one is a tensor, an array or a tensor shape.

    ``NEVER`` where it raises for certain; ``unknown`` where an operand is neither a number nor anything that
    becomes an array.
    """
    if isinstance(left, TensorShape) or isinstance(right, TensorShape):
        found = special_operators.shape_binary(op, left, right, call)
        if found is not None:
            return found
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return _tensor_binary(op, left, right, call)
    return array_operators.binary(op, left, right, call)


def unary(op: str, operand: Value, call: Call | None = None) -> Value:
    """``op operand`` for ``-``, ``+``, ``~`` and ``abs``."""
    if isinstance(operand, Array):
        return array_operators.unary(op, operand)
    if not isinstance(operand, Tensor):
        return NEVER if isinstance(operand, TensorShape) else values.unknown("operand of unknown type")
    graph = call is not None and call.graph
    if operand.kind == "sparse":
        return NEVER
    if operand.kind == "indexed_slices":
        return operand if op == "-" else values.unknown("operator of indexed slices")
    if operand.kind == "tensorarray":
        return NEVER
    dtype = operand.dtype
    kind = "tensor" if operand.kind == "variable" else operand.kind
    if op == "+" and kind == "tensor":
        return NEVER
    if op == "~" and dtype is not None and dtype not in _BITS and kind == "tensor":
        return NEVER
    if op in ("-", "abs") and dtype is not None and dtype not in _SIGNED and kind == "tensor":
        return NEVER
    return values.tensor(
        promotion.real_part(dtype) if op == "abs" else dtype,
        operand.shape,
        kind=kind,
        content=contents.negative(operand.content, dtype) if op == "-" else None,
        ragged_rank=operand.ragged_rank,
        symbolic=operand.symbolic or graph,
    )


def _tensor_binary(op: str, left: Value, right: Value, call: Call) -> Value:
    if op == "%" and python_type(left) in ("str", "bytes"):
        return values.BYTES if python_type(left) == "bytes" else values.STR
    special = special_operators.tensor_binary(op, left, right, call)
    if special is not None:
        return special
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        if op == "*" and "bool" in (left.dtype, right.dtype):
            # A logical and, after a cast of the other one.
            return _dense(op, "bool", left, right, call, strict=True)
        if left.dtype and right.dtype and left.dtype != right.dtype:
            return NEVER
        return _dense(op, left.dtype or right.dtype, left, right, call, strict=True)
    tensor, other = (left, right) if isinstance(left, Tensor) else (right, left)
    assert isinstance(tensor, Tensor)
    if isinstance(other, Const) and other.value is None:
        return values.const(op == "!=") if op in EQUALITIES else NEVER
    if isinstance(other, (Unknown, values.Union)):
        return values.tensor(_result_dtype(op, tensor.dtype), None, symbolic=_symbolic(left, right, call))
    if isinstance(other, (values.Symbol, values.LibraryObject, values.DType, values.Dataset, values.Method)):
        return values.unknown("operand of a library type")
    python = python_type(other)
    if python is not None and tensor.dtype in _REFUSES[python] and not _bool_product(op, tensor.dtype):
        return NEVER
    array: Tensor | Array | None = as_array(other, call)
    if array is None:
        if call.items(other) is None:
            return values.unknown("operand of unknown type")
        packed = as_tensor(call, other)
        if packed is None or not packed.dense:
            return values.unknown("list that is no tensor")
        array = values.tensor(tensor.dtype or (packed.dtype if packed.origin == TENSOR else None), packed.shape)
    a, b = (tensor, array) if tensor is left else (array, tensor)
    return _dense(op, tensor.dtype, a, b, call, strict=python is not None)


def _bool_product(op: str, dtype: str | None) -> bool:
    # ``bool_tensor * x`` is a logical and after a cast of ``x``.
    return op == "*" and dtype == "bool"


def _dense(
    op: str, dtype: str | None, left: Tensor | Array, right: Tensor | Array, call: Call, *, strict: bool
) -> Value:
    """``left op right`` after both became tensors of ``dtype``; ``strict``: TensorFlow itself judges the dtype."""
    if dtype is not None and dtype not in _TAKES[op]:
        return NEVER if strict else values.unknown(f"{op} of {dtype}")
    symbolic = _symbolic(left, right, call)
    shape = matmul(left.shape, right.shape) if op == "@" else shapes.broadcast(left.shape, right.shape)
    if shape is INCOMPATIBLE:
        if op in EQUALITIES:
            return values.tensor("bool", None if symbolic else (), symbolic=symbolic)
        return NEVER
    content = contents.binary(op, left.content, right.content, dtype)
    return values.tensor(_result_dtype(op, dtype), shape, content=content, symbolic=symbolic)


def _result_dtype(op: str, dtype: str | None) -> str | None:
    if op in COMPARISONS:
        return "bool"
    return _QUOTIENT.get(dtype, dtype) if op == "/" and dtype is not None else dtype


def _symbolic(left: Value, right: Value, call: Call) -> bool:
    return call.graph or any(isinstance(v, Tensor) and v.symbolic for v in (left, right))
