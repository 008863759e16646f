"""Elementwise ops: unary, binary with broadcasting, comparisons, logic, casts.

Which dtypes an op takes was observed over all of them; see ``tests/knowledge/test_ops_elementwise.py``.
Ragged operands give ragged results; of two operands only one may be ragged here, else the result is unknown.
"""

from __future__ import annotations

from ...model.values import NEVER, Value, tensor, unknown
from ..protocol import Call, Rule
from ..tensors import contents
from . import dtypes, rows
from .arguments import (
    DtypeOr,
    Operands,
    allows,
    for_dense,
    give,
    given,
    operand,
    operands_of,
    promoted,
    sequence,
)
from .convert import ARRAY, CONFLICT, TENSOR, Content, Operand, as_tensor, operator_dtype, result_dtype, with_dtype
from .ragged_ops import VARIANTS
from .shapes import INCOMPATIBLE, broadcast, broadcast_of, same_of

F = dtypes.FLOATS
FC = F | dtypes.COMPLEX
SIGNED_FC = FC | dtypes.SIGNED
NUMBERS = dtypes.NUMBERS
REAL = F | dtypes.INTEGERS
INTEGERS = dtypes.INTEGERS
BOOL = frozenset({"bool"})
COMPARABLE = NUMBERS | dtypes.QUANTIZED | {"bool", "string"}
ALL = dtypes.ALL

_TM = "tensorflow.math."
_TN = "tensorflow.nn."
_TB = "tensorflow.bitwise."


def _same(name: str) -> str:
    return name


def _real(name: str) -> str:
    return dtypes.REAL_OF_COMPLEX.get(name, name)


def _bool(_: str) -> str:
    return "bool"


def _float32_of_ints(name: str) -> str:
    return "float32" if name in INTEGERS else name


def ragged_like(call: Call, x: Operand, dtype: DtypeOr) -> Value:
    """A ragged or sparse tensor with the structure of ``x``."""
    if dtype is CONFLICT:
        return NEVER
    content = None if call.graph else rows.kept(x)
    return tensor(dtype, x.shape, kind=x.kind, ragged_rank=x.ragged_rank, content=content, symbolic=call.graph)


# Unary ops that also take SparseTensor and give one.
_SPARSE = frozenset(_TM + n for n in ("abs", "negative", "sign", "square", "sqrt", "tanh", "erf", "real", "imag"))


def _unary(name: str, parameter: str, allowed: frozenset[str], gives: object = _same) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, parameter)
        if x is not None and allowed is BOOL:
            x = with_dtype(x, "bool") if x.dense else x
        if x is None or not allows(x.dtype, allowed):
            return NEVER
        out = None if x.dtype is None else gives(x.dtype)  # type: ignore[operator]
        if x.kind == "ragged":
            return ragged_like(call, x, out)
        if x.kind == "sparse":
            return ragged_like(call, x, out) if name in _SPARSE else unknown(f"{name} of a sparse tensor")
        content: Content = None
        if name == _TM + "negative":
            content = contents.negative(x.content, x.dtype)
        elif name == _TM + "abs" and isinstance(x.content, int):
            content = abs(x.content)
        elif name == _TM + "abs" and isinstance(x.content, tuple):
            content = tuple(None if c is None else abs(c) for c in x.content)
        return give(call, out, x.shape, content, [x])

    return rule


_FLOAT_COMPLEX_UNARY = [
    "exp",
    "expm1",
    "log",
    "log1p",
    "sqrt",
    "rsqrt",
    "reciprocal",
    "reciprocal_no_nan",
    "sigmoid",
    "tanh",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "asinh",
    "acosh",
    "atanh",
]
_FLOAT_UNARY = [
    "lgamma",
    "digamma",
    "erf",
    "erfc",
    "erfinv",
    "erfcinv",
    "ndtri",
    "bessel_i0",
    "bessel_i0e",
    "bessel_i1",
    "bessel_i1e",
    "log_sigmoid",
    "rint",
    "floor",
    "ceil",
]
_SPECIAL = [
    "bessel_j0",
    "bessel_j1",
    "bessel_k0",
    "bessel_k0e",
    "bessel_k1",
    "bessel_k1e",
    "bessel_y0",
    "bessel_y1",
    "dawsn",
    "expint",
    "fresnel_cos",
    "fresnel_sin",
    "spence",
]

_UNARY: dict[str, tuple[str, frozenset[str], object]] = {
    **{_TM + n: ("x", FC, _same) for n in _FLOAT_COMPLEX_UNARY},
    **{_TM + n: ("x", F, _same) for n in _FLOAT_UNARY},
    **{_TM + "special." + n: ("x", F, _same) for n in _SPECIAL},
    _TM + "abs": ("x", SIGNED_FC, _real),
    _TM + "negative": ("x", SIGNED_FC, _same),
    _TM + "square": ("x", NUMBERS, _same),
    _TM + "sign": ("x", SIGNED_FC, _same),
    _TM + "round": ("x", NUMBERS, _same),
    _TM + "conj": ("x", NUMBERS | {"variant"}, _same),
    _TM + "real": ("input", NUMBERS, _real),
    _TM + "imag": ("input", ALL, _real),
    _TM + "angle": ("input", FC, _real),
    _TM + "is_nan": ("x", F, _bool),
    _TM + "is_inf": ("x", F, _bool),
    _TM + "is_finite": ("x", F, _bool),
    _TM + "logical_not": ("x", BOOL, _bool),
    _TM + "softplus": ("features", F, _same),
    _TB + "invert": ("x", INTEGERS, _same),
    _TN + "softsign": ("features", F, _same),
    _TN + "relu": ("features", REAL | {"qint8"}, _same),
    _TN + "relu6": ("features", REAL, _same),
    _TN + "elu": ("features", F, _same),
    _TN + "selu": ("features", F, _same),
    _TN + "gelu": ("features", F, _same),
    _TN + "leaky_relu": ("features", REAL, _float32_of_ints),
    _TN + "silu": ("features", FC, _same),
    "tensorflow.stop_gradient": ("input", ALL, _same),
    "tensorflow.guarantee_const": ("input", ALL, _same),
    "tensorflow.debugging.check_numerics": ("tensor", F, _same),
}


def kept(call: Call, x: Operand) -> Value:
    """``x`` itself as a tensor: what ``tf.identity`` and its like give."""
    if not x.dense:
        return ragged_like(call, x, x.dtype)
    return give(call, x.dtype, x.shape, x.content, [x])


def _identity(call: Call) -> Value:
    value = given(call, "input", "tensor")
    x = operand(call, "input", "tensor")
    if x is None:
        return NEVER if value is not None and call.items(value) is None else unknown("identity of a structure")
    return kept(call, x)


# How the dtype of two operands is found: as ops do, by the first alone, as operators do.
_OP, _FIRST, _OPERATOR = "op", "first", "operator"


def joint_dtype(call: Call, operands: Operands, how: str) -> DtypeOr:
    """The common dtype of the operands of a binary op."""
    if how == _OPERATOR:
        return operator_dtype(operands)
    return result_dtype(operands, call.graph or how == _FIRST)


def _binary(name: str, parameters: tuple[str, str], allowed: frozenset[str], gives: object, how: str) -> Rule:
    symbol = _CONTENT_OPERATORS.get(name)

    def rule(call: Call) -> Value:
        found = operands_of(call, parameters)
        if found is None:
            return NEVER
        if allowed is BOOL and all(o.dense for o in found):
            converted = [with_dtype(o, "bool") for o in found]
            if None in converted:
                return NEVER
            kind: DtypeOr = "bool"
        else:
            kind = joint_dtype(call, found, how)
        if kind is CONFLICT or not allows(kind, allowed):
            # NumPy's reflected operator is tried after TensorFlow's.
            return unknown("NumPy divides") if how == _OPERATOR and found[1].origin == ARRAY else NEVER
        out = None if kind is None else gives(kind)  # type: ignore[operator]
        if kind is None and gives is _bool:
            out = "bool"
        if any(not o.dense for o in found):
            return _ragged_binary(call, found, out)
        shape = broadcast(found[0].shape, found[1].shape)
        content = None if symbol is None else contents.binary(symbol, found[0].content, found[1].content, kind)
        return give(call, out, shape, content, found)

    return rule


def _ragged_binary(call: Call, found: Operands, out: DtypeOr) -> Value:
    ragged = [o for o in found if o.kind == "ragged"]
    if len(ragged) == 1 and all(o.dense or o is ragged[0] for o in found):
        other = next(o for o in found if o is not ragged[0])
        if other.shape == ():
            return ragged_like(call, ragged[0], out)
    if len(ragged) == 2 and ragged[0].ragged_rank == ragged[1].ragged_rank and ragged[0].shape is not None:
        shape = broadcast(ragged[0].shape, ragged[1].shape)
        if shape is not INCOMPATIBLE and ragged[1].shape is not None and len(ragged[0].shape) == len(ragged[1].shape):
            return tensor(
                out if out is not CONFLICT else None,
                shape,
                kind="ragged",
                ragged_rank=ragged[0].ragged_rank,
                content=rows.kept(ragged[0]) if ragged[0].content == ragged[1].content and not call.graph else None,
                symbolic=call.graph,
            )
    return unknown("operands of different structure, one of them ragged or sparse")


_CONTENT_OPERATORS = {
    _TM + "add": "+",
    _TM + "subtract": "-",
    _TM + "multiply": "*",
    _TM + "floordiv": "//",
    _TM + "floormod": "%",
    _TM + "pow": "**",
    _TM + "maximum": "maximum",
    _TM + "minimum": "minimum",
}

_XY = ("x", "y")
_BINARY: dict[str, tuple[tuple[str, str], frozenset[str], object, str]] = {
    _TM + "add": (_XY, NUMBERS | {"string"}, _same, _FIRST),
    _TM + "subtract": (_XY, NUMBERS, _same, _OP),
    _TM + "multiply": (_XY, NUMBERS, _same, _OP),
    _TM + "divide": (_XY, NUMBERS, dtypes.divided, _OPERATOR),
    _TM + "truediv": (_XY, NUMBERS, dtypes.divided, _FIRST),
    _TM + "divide_no_nan": (_XY, NUMBERS, dtypes.divided, _OPERATOR),
    _TM + "floordiv": (_XY, NUMBERS, _same, _OP),
    _TM + "floormod": (_XY, REAL, _same, _OP),
    _TM + "pow": (_XY, SIGNED_FC, _same, _OP),
    _TM + "maximum": (_XY, REAL, _same, _OP),
    _TM + "minimum": (_XY, REAL, _same, _OP),
    _TM + "squared_difference": (_XY, FC | {"int32", "int64"}, _same, _OP),
    _TM + "atan2": (("y", "x"), F, _same, _OP),
    _TM + "xlogy": (_XY, FC, _same, _OP),
    _TM + "xlog1py": (_XY, FC, _same, _OP),
    _TM + "xdivy": (_XY, FC, _same, _OP),
    _TM + "multiply_no_nan": (_XY, FC, _same, _FIRST),
    _TM + "igamma": (("a", "x"), F, _same, _OP),
    _TM + "igammac": (("a", "x"), F, _same, _OP),
    _TM + "zeta": (("x", "q"), frozenset({"float32", "float64"}), _same, _OP),
    _TM + "polygamma": (("a", "x"), frozenset({"float32", "float64"}), _same, _OP),
    **{_TM + n: (_XY, REAL, _bool, _OP) for n in ("less", "less_equal", "greater", "greater_equal")},
    _TM + "equal": (_XY, COMPARABLE, _bool, _OP),
    _TM + "not_equal": (_XY, COMPARABLE, _bool, _OP),
    _TM + "logical_and": (_XY, BOOL, _bool, _OP),
    _TM + "logical_or": (_XY, BOOL, _bool, _OP),
    _TM + "logical_xor": (_XY, BOOL, _bool, _OP),
    **{_TB + n: (_XY, INTEGERS, _same, _OP) for n in ("bitwise_and", "bitwise_or", "bitwise_xor")},
    **{_TB + n: (_XY, INTEGERS, _same, _OP) for n in ("left_shift", "right_shift")},
    "tensorflow.truncatediv": (_XY, NUMBERS, _same, _OP),
    "tensorflow.truncatemod": (_XY, REAL, _same, _OP),
}


def _complex(call: Call) -> Value:
    """``tf.complex(real, imag)``: both converted on their own, so both have to be the same float."""
    found = operands_of(call, ("real", "imag"))
    if found is None:
        return NEVER
    left, right = found
    if left.dtype is not None and right.dtype is not None and left.dtype != right.dtype:
        return NEVER
    kind = left.dtype or right.dtype
    if kind is not None and kind not in dtypes.COMPLEX_OF_REAL:
        return NEVER
    return give(call, dtypes.COMPLEX_OF_REAL.get(kind or ""), broadcast(left.shape, right.shape), operands=found)


def _nextafter(call: Call) -> Value:
    found = operands_of(call, ("x1", "x2"))
    if found is None:
        return NEVER
    kind = promoted(call, found) if any(o.origin == TENSOR for o in found) else None
    return give(call, kind, broadcast(found[0].shape, found[1].shape), operands=found)


def _scalar_mul(call: Call) -> Value:
    x = operand(call, "x")
    scalar = operand(call, "scalar")
    if x is None or scalar is None:
        return NEVER
    if x.kind == "indexed_slices" or not x.dense:
        return unknown("scalar_mul of slices")
    return give(call, x.dtype, x.shape, operands=[x])


def _betainc(call: Call) -> Value:
    found = operands_of(call, ("a", "b", "x"))
    if found is None:
        return NEVER
    return give(call, promoted(call, found), broadcast_of([o.shape for o in found]), operands=found)


def _clip_by_value(call: Call) -> Value:
    """The bounds are converted to the dtype of ``t`` and broadcast; they may not enlarge it."""
    x = operand(call, "t")
    low, high = operand(call, "clip_value_min"), operand(call, "clip_value_max")
    if x is None or low is None or high is None:
        return NEVER
    if x.dtype is not None and (with_dtype(low, x.dtype) is None or with_dtype(high, x.dtype) is None):
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _clip_by_norm(call: Call) -> Value:
    x = operand(call, "t")
    if x is None or not allows(x.dtype, FC):
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _add_n(call: Call) -> Value:
    """All inputs have one shape and dtype; of a single tensor the rows are added."""
    items = sequence(call, given(call, "inputs"))
    if items is None:
        x = operand(call, "inputs")
        if x is None or x.shape == ():
            return NEVER
        return give(call, x.dtype, None if x.shape is None else x.shape[1:], operands=[x])
    members: Operands = []
    for item in (*items.known, *(() if items.rest is None else (items.rest,))):
        found = as_tensor(call, item)
        if found is None:
            return NEVER
        members.append(found)
    if not members:
        return NEVER
    return give(call, result_dtype(members), same_of([m.shape for m in members]), operands=members)


_DENSE: dict[str, Rule] = {
    "tensorflow.dtypes.complex": _complex,
    _TM + "nextafter": _nextafter,
    _TM + "betainc": _betainc,
    "tensorflow.clip_by_value": _clip_by_value,
    "tensorflow.clip_by_norm": _clip_by_norm,
    _TM + "add_n": _add_n,
}

RULES: dict[str, Rule] = {
    **{name: _unary(name, *row) for name, row in _UNARY.items()},
    **{name: _binary(name, *row) for name, row in _BINARY.items()},
    **for_dense(_DENSE, VARIANTS),
    "tensorflow.identity": _identity,
    _TM + "scalar_mul": _scalar_mul,
    "tensorflow.compat.v1.div": _binary(_TM + "div", _XY, NUMBERS, _same, _FIRST),
}
