"""Universal functions of NumPy: one or two arrays in, one out, broadcast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import NEVER, Array, Value
from ..protocol import Call, Rule
from ..tensorflow import shapes
from . import promotion
from .arrays import python_type
from .reading import array_at, at, dtype_of, given

Dtype = Callable[[str | None], str | None]


def _same(dtype: str | None) -> str | None:
    return dtype


def _bool(dtype: str | None) -> str | None:
    return "bool"


def _stays_rounded(dtype: str | None) -> str | None:
    # Integers and bools are whole already.
    return dtype


def _squared(dtype: str | None) -> str | None:
    return "int8" if dtype == "bool" else dtype


def _kept(call: Call, dtype: str | None) -> str | None:
    keywords = dict(call.keywords())
    value = keywords.get("dtype")
    return dtype if value is None else dtype_of(value)


def _out(call: Call, position: int) -> Value | None:
    found = at(call, position, "out")
    return found if isinstance(found, Array) else None


def _unary(of: Dtype) -> Rule:
    def rule(call: Call) -> Value:
        """One array, element by element."""
        array = array_at(call, 0, "x", "a", "val", "z")
        out = _out(call, 1)
        return out if out is not None else given(_kept(call, of(array.dtype)), array.shape)

    return rule


def _round(call: Call) -> Value:
    """``round``, ``around``: the second argument is the number of decimals."""
    array = array_at(call, 0, "a")
    return given("float16" if array.dtype == "bool" else array.dtype, array.shape)


def _binary(of: Dtype) -> Rule:
    def rule(call: Call) -> Value:
        """Two arrays, broadcast; Python numbers give way to the dtype of the other."""
        left, right = array_at(call, 0, "x1", "a"), array_at(call, 1, "x2", "b")
        out = _out(call, 2)
        if out is not None:
            return out
        dtype = operand_dtype(at(call, 0, "x1"), at(call, 1, "x2"), left, right)
        return given(_kept(call, of(dtype)), shapes.broadcast(left.shape, right.shape))

    return rule


def operand_dtype(left_value: Value | None, right_value: Value | None, left: Array, right: Array) -> str | None:
    """The dtype in which two operands meet."""
    weak_left = None if left_value is None else python_type(left_value)
    weak_right = None if right_value is None else python_type(right_value)
    if weak_right is not None and weak_left is None:
        return promotion.promote_python(left.dtype, weak_right)
    if weak_left is not None and weak_right is None:
        return promotion.promote_python(right.dtype, weak_left)
    return promotion.promote(left.dtype, right.dtype)


def _real_pair(call: Call) -> Value:
    """Two arrays of real numbers; small integers of different type meet in a float of their own."""
    left, right = array_at(call, 0, "x1"), array_at(call, 1, "x2")
    found = _binary(promotion.to_ufunc_inexact)(call)
    small = {"bool", "int8", "uint8", "int16", "uint16"}
    unsure = left.dtype != right.dtype and left.dtype in small and right.dtype in small
    return values.array(None, found.shape) if unsure and isinstance(found, Array) else found


def _true_divide(dtype: str | None) -> str | None:
    return promotion.to_inexact(dtype)


def _divmod(call: Call) -> Value:
    """``divmod``: quotient and remainder."""
    part = _binary(_squared)(call)
    return NEVER if part is NEVER else values.tuple_of((part, part))


def _clip(call: Call) -> Value:
    """``clip(a, low, high)``."""
    operands = [(at(call, i, name), array_at(call, i, name)) for i, name in ((0, "a"), (1, "a_min"), (2, "a_max"))]
    low = at(call, 1, "a_min", "min")
    high = at(call, 2, "a_max", "max")
    value, array = operands[0]
    dtype, shape = array.dtype, array.shape
    for bound, name in ((low, 1), (high, 2)):
        if bound is None:
            continue
        other = array_at(call, name, "a_min" if name == 1 else "a_max", "min" if name == 1 else "max")
        dtype = operand_dtype(value, bound, values.array(dtype, ()), other)
        found = shapes.broadcast(shape, other.shape)
        if found is shapes.INCOMPATIBLE:
            return NEVER
        shape = found
        value = None if python_type(bound) is None else value
    return given(dtype, shape)


def _where(call: Call) -> Value:
    """``where(condition, x, y)``; with the condition alone the positions of what is true."""
    condition = array_at(call, 0, "condition")
    if at(call, 1, "x") is None:
        if condition.shape is None:
            return values.tuple_of((), values.array("int64", (None,)))
        return values.tuple_of(values.array("int64", (None,)) for _ in condition.shape)
    x, y = array_at(call, 1, "x"), array_at(call, 2, "y")
    shape = shapes.broadcast_of((condition.shape, x.shape, y.shape))
    return given(operand_dtype(at(call, 1, "x"), at(call, 2, "y"), x, y), shape, scalar=False)


def _isclose(call: Call) -> Value:
    """``isclose``."""
    return given("bool", shapes.broadcast(array_at(call, 0, "a").shape, array_at(call, 1, "b").shape))


def _always(value: Value) -> Rule:
    def rule(call: Call) -> Value:
        """A Python value."""
        return value

    return rule


_INEXACT: Final = (
    "sqrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh "
    "cbrt deg2rad rad2deg degrees radians asin acos atan asinh acosh atanh spacing"
)
_SAME: Final = "negative positive invert bitwise_not sign"
_ROUNDED: Final = "floor ceil trunc rint fix"
_TESTS: Final = "isnan isinf isfinite logical_not signbit isposinf isneginf isreal iscomplex"
_ARITHMETIC: Final = (
    "add subtract multiply maximum minimum fmax fmin bitwise_and bitwise_or bitwise_xor gcd lcm heaviside"
)
_INTEGRAL: Final = "floor_divide remainder mod fmod power left_shift right_shift"
_COMPARING: Final = "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor"
_REAL_PAIRS: Final = "arctan2 atan2 hypot logaddexp logaddexp2 nextafter copysign"


def _all(names: str, rule: Rule) -> dict[str, Rule]:
    return {f"numpy.{name}": rule for name in names.split()}


def _rint(dtype: str | None) -> str | None:
    return promotion.to_ufunc_inexact(dtype)


RULES: Final[dict[str, Rule]] = {
    **_all(_INEXACT, _unary(promotion.to_ufunc_inexact)),
    **_all(_SAME, _unary(_same)),
    **_all(_ROUNDED, _unary(_stays_rounded)),
    **_all("rint", _unary(_rint)),
    **_all("square reciprocal conj conjugate", _unary(_squared)),
    **_all("abs absolute", _unary(promotion.real_part)),
    **_all("fabs", _unary(promotion.to_ufunc_inexact)),
    **_all("real imag nan_to_num", _unary(promotion.real_part)),
    **_all("nan_to_num", _unary(_same)),
    **_all(_TESTS, _unary(_bool)),
    **_all("round around", _round),
    **_all(_ARITHMETIC, _binary(_same)),
    **_all(_INTEGRAL, _binary(_squared)),
    **_all("divide true_divide", _binary(_true_divide)),
    **_all(_COMPARING, _binary(_bool)),
    **_all(_REAL_PAIRS, _real_pair),
    "numpy.heaviside": _real_pair,
    "numpy.divmod": _divmod,
    "numpy.clip": _clip,
    "numpy.where": _where,
    "numpy.isclose": _isclose,
    **_all("allclose array_equal array_equiv isscalar shares_memory may_share_memory iterable", _always(values.BOOL)),
}
