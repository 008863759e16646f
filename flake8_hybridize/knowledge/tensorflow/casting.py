"""Casts and bitcasts."""

from __future__ import annotations

from ...model.values import NEVER, Value
from ..protocol import Call, Rule
from . import dtypes
from .arguments import (
    dtype,
    dtype_of,
    for_dense,
    give,
    given,
    operand,
)
from .convert import Content, Operand
from .elementwise import ragged_like
from .ragged_ops import VARIANTS


def cast_content(content: Content, source: str | None, target: str | None) -> Content:
    """What a cast leaves of a known content: integers stay in the wide integer types."""
    wide = ("int32", "int64", "uint32", "uint64")
    return content if source in dtypes.INTEGERS and target in wide else None


def _cast(call: Call) -> Value:
    x = operand(call, "x")
    if x is None:
        return NEVER
    wanted = given(call, "dtype")
    target = None if wanted is None else dtype_of(wanted)
    if target is not None and x.dtype is not None and target != x.dtype and "string" in (target, x.dtype):
        return NEVER
    return _casted(call, x, target)


def _casted(call: Call, x: Operand, target: str | None) -> Value:
    if not x.dense:
        return ragged_like(call, x, target)
    return give(call, target, x.shape, cast_content(x.content, x.dtype, target), [x])


def _saturate_cast(call: Call) -> Value:
    x = operand(call, "value")
    return NEVER if x is None else _casted(call, x, dtype(call, "dtype"))


def _to(target: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "x")
        return NEVER if x is None else _casted(call, x, target)

    return rule


_WIDTH = {
    **dict.fromkeys(("int8", "uint8", "qint8", "quint8"), 1),
    **dict.fromkeys(("int16", "uint16", "float16", "bfloat16", "qint16", "quint16"), 2),
    **dict.fromkeys(("int32", "uint32", "float32", "qint32"), 4),
    **dict.fromkeys(("int64", "uint64", "float64", "complex64"), 8),
    "complex128": 16,
}


def _bitcast(call: Call) -> Value:
    x = operand(call, "input")
    target = dtype(call, "type")
    if x is None:
        return NEVER
    have, want = _WIDTH.get(x.dtype or ""), _WIDTH.get(target or "")
    if have is None or want is None or x.shape is None:
        return give(call, target, None, operands=[x])
    if have == want:
        return give(call, target, x.shape, operands=[x])
    if have > want:
        return give(call, target, (*x.shape, have // want), operands=[x])
    if not x.shape or x.shape[-1] not in (None, want // have):
        return NEVER
    return give(call, target, x.shape[:-1], operands=[x])


_V1_CASTS = {
    "to_float": "float32",
    "to_double": "float64",
    "to_int32": "int32",
    "to_int64": "int64",
    "to_bfloat16": "bfloat16",
    "to_complex64": "complex64",
    "to_complex128": "complex128",
}

_DENSE: dict[str, Rule] = {
    "tensorflow.bitcast": _bitcast,
}

RULES: dict[str, Rule] = {
    **for_dense(_DENSE, VARIANTS),
    "tensorflow.cast": _cast,
    "tensorflow.dtypes.saturate_cast": _saturate_cast,
    **{"tensorflow.compat.v1." + name: _to(target) for name, target in _V1_CASTS.items()},
}
