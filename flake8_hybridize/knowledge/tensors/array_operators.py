"""Operators between NumPy arrays, NumPy scalars and Python values (NumPy 2)."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Const, Tensor, Unknown, Value
from ..numpy_ import promotion
from ..numpy_.arrays import as_array, python_type
from ..numpy_.linear import matmul
from ..protocol import Call
from ..tensorflow import shapes
from ..tensorflow.shapes import INCOMPATIBLE
from . import contents

_COMPARISONS: Final = frozenset(("<", "<=", ">", ">=", "==", "!="))
_BITS: Final = frozenset((*promotion.INTEGERS, "bool"))


def binary(op: str, left: Value, right: Value, call: Call) -> Value:
    """``left op right`` where one is an array and neither is a tensor."""
    for operand in (left, right):
        if isinstance(operand, Const) and operand.value is None:
            return _with_none(op, left if operand is right else right)
        if isinstance(operand, (Unknown, values.Union, Tensor)):
            return values.unknown("operand of unknown type")
    a, b = as_array(left, call), as_array(right, call)
    if a is None or b is None:
        if op == "%" and python_type(left) in ("str", "bytes"):
            return values.STR
        return values.unknown("operand that is no array")
    if op == "%" and python_type(left) in ("str", "bytes"):
        return values.STR
    if op == "*" and any(isinstance(v, Array) and v.scalar for v in (left, right)):
        if any(call.items(v) is not None for v in (left, right)):
            # An integer of NumPy repeats a list as Python's does.
            return values.unknown("repetition of a list")
    dtype = _operand_dtype(left, right, a, b)
    return elementwise(op, dtype, a, b)


def elementwise(op: str, dtype: str | None, a: Array, b: Array) -> Value:
    """``a op b`` whose operands were promoted to ``dtype``."""
    if "string" in (a.dtype, b.dtype) and op not in ("+", *_COMPARISONS):
        return values.unknown("operator of strings")
    if op in ("==", "!=") and a.dtype != b.dtype and "string" in (a.dtype, b.dtype):
        return values.unknown("equality of a number and a string")
    if op in ("&", "|", "^", "<<", ">>") and dtype is not None and dtype not in _BITS:
        return NEVER
    if op == "-" and a.dtype == b.dtype == "bool":
        return NEVER
    shape = matmul(a.shape, b.shape) if op == "@" else shapes.broadcast(a.shape, b.shape)
    if shape is INCOMPATIBLE:
        return values.unknown("shapes that do not match") if op in ("==", "!=") else NEVER
    # Sums of products of bfloat16 come in float32.
    result = _result_dtype(op, dtype) if op != "@" or dtype != "bfloat16" else None
    content = contents.binary(op, a.content, b.content, result) if op != "@" else None
    return values.array(result, shape, content=content, scalar=shape == ())


def unary(op: str, operand: Array) -> Value:
    """``-``, ``+``, ``~`` and ``abs`` of an array."""
    dtype = operand.dtype
    if dtype == "string":
        return NEVER
    if op in ("-", "+") and dtype == "bool":
        return NEVER
    if op == "~" and dtype is not None and dtype not in _BITS:
        return NEVER
    content = contents.negative(operand.content, dtype) if op == "-" else operand.content if op == "+" else None
    return values.array(
        promotion.real_part(dtype) if op == "abs" else dtype,
        operand.shape,
        content=content,
        scalar=operand.shape == (),
    )


def _with_none(op: str, other: Value) -> Value:
    # Arrays compare with ``None`` element by element.
    if op not in ("==", "!="):
        return NEVER if op not in _COMPARISONS else values.unknown("order of None")
    if not isinstance(other, Array) or other.shape is None or other.scalar:
        return (
            values.const(op == "!=") if isinstance(other, Array) and other.scalar else values.unknown("is it an array")
        )
    return values.array("bool", other.shape, scalar=other.shape == ())


def _operand_dtype(left: Value, right: Value, a: Array, b: Array) -> str | None:
    weak_left, weak_right = python_type(left), python_type(right)
    if weak_right is not None and weak_left is None:
        return promotion.promote_python(a.dtype, weak_right)
    if weak_left is not None and weak_right is None:
        return promotion.promote_python(b.dtype, weak_left)
    return promotion.promote(a.dtype, b.dtype)


def _result_dtype(op: str, dtype: str | None) -> str | None:
    if op in _COMPARISONS:
        return "bool"
    if op == "/":
        return promotion.to_inexact(dtype)
    if dtype == "bool" and op in ("//", "%", "**", "<<", ">>"):
        return "int8"
    return dtype
