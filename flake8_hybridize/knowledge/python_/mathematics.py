"""``math``: numbers that are known are calculated, the others have a type at least.

Whatever goes in, a function of ``math`` gives a number of one type or raises. After the documentation of Python 3.13.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...model.values import BOOL, FLOAT, INT, NEVER, Const, Prim, Value, atoms, const, tuple_of, union
from ..protocol import Call, Rule

_FLOATS = """
acos acosh asin asinh atan atan2 atanh cbrt copysign cos cosh degrees dist erf erfc exp exp2 expm1 fabs fmod fsum gamma
hypot ldexp lgamma log log10 log1p log2 nextafter pow radians remainder sin sinh sqrt tan tanh ulp
"""
_INTS = "comb factorial gcd isqrt lcm perm"
_ROUNDED = "ceil floor trunc"
_TRUTHS = "isclose isfinite isinf isnan"
_SMALL = 1e6
"""Numbers up to this size are calculated with: factorials of others take long."""


def _number(value: Value) -> bool:
    return (
        isinstance(value, Const)
        and type(value.value) in (int, float, bool)
        and not (isinstance(value.value, int) and abs(value.value) > _SMALL)
    )


def _calculated(name: str, result: Value) -> Rule:
    function: Callable[..., Any] | None = getattr(math, name, None)
    exact = name not in ("factorial", "comb", "perm", "gamma", "pow", "ldexp", "exp", "exp2")

    def rule(call: Call) -> Value:
        given = call.positional()
        if function is None or not exact or not given or call.keywords() or not all(map(_number, given)):
            return result
        try:
            found = function(*[value.value for value in given if isinstance(value, Const)])
        except (ValueError, OverflowError, ZeroDivisionError):
            return NEVER
        except TypeError:
            return result
        return const(found)

    return rule


def _prod(call: Call) -> Value:
    """``math.prod(numbers)``: an int of ints, else a float."""
    items = call.items(call.positional()[0]) if call.positional() else None
    if items is None:
        return union((INT, FLOAT))
    each = union([*items.known, *(() if items.rest is None else (items.rest,)), *(v for _, v in call.keywords())])
    if each is not NEVER and not all(_is_int(atom) for atom in atoms(each)):
        return union((INT, FLOAT))
    if items.rest is None and not call.keywords() and all(map(_number, items.known)):
        found = math.prod(value.value for value in items.known if isinstance(value, Const))
        return const(found) if abs(found) <= _SMALL else INT
    return INT


def _is_int(value: Value) -> bool:
    return (isinstance(value, Const) and isinstance(value.value, int)) or (
        isinstance(value, Prim) and value.name in ("int", "bool")
    )


def _modf(call: Call) -> Value:
    return tuple_of((FLOAT, FLOAT))


def _frexp(call: Call) -> Value:
    return tuple_of((FLOAT, INT))


RULES: dict[str, Rule] = {
    **{f"math.{name}": _calculated(name, FLOAT) for name in _FLOATS.split()},
    **{f"math.{name}": _calculated(name, INT) for name in (_INTS + " " + _ROUNDED).split()},
    **{f"math.{name}": _calculated(name, BOOL) for name in _TRUTHS.split()},
    "math.prod": _prod,
    "math.modf": _modf,
    "math.frexp": _frexp,
}
