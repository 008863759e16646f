"""``numpy.issubdtype``: to which kind of numbers a dtype belongs.

A Python type stands for the dtype that NumPy makes of it: ``int`` for int64; every type that it has none for
(``slice``, ``list``) is ``object``. A ``tf.DType`` raises. Observed with NumPy 2.
"""

from __future__ import annotations

from typing import Final

from ...model.values import FALSE, NEVER, TRUE, Const, DType, Symbol, Value, unknown
from ..protocol import Call
from . import promotion

_OBJECT: Final = "object"
_NUMBERS: Final = promotion.NUMERIC - {promotion.BOOL, "bfloat16"}
_ABSTRACT: Final = {
    "numpy.integer": promotion.INTEGERS,
    "numpy.signedinteger": frozenset(promotion.SIGNED),
    "numpy.unsignedinteger": frozenset(promotion.UNSIGNED),
    "numpy.floating": frozenset(promotion.FLOATS),
    "numpy.complexfloating": frozenset(promotion.COMPLEX),
    "numpy.inexact": promotion.INEXACT - {"bfloat16"},
    "numpy.number": _NUMBERS,
    "numpy.generic": _NUMBERS | {promotion.BOOL, "string", _OBJECT},
    "numpy.character": frozenset({"string"}),
}
_PYTHON: Final = {
    **{f"builtins.{name}": dtype for name, dtype in promotion.OF_PYTHON.items()},
    **{f"builtins.{name}": _OBJECT for name in ("slice", "list", "tuple", "dict", "set", "NoneType", "object")},
}
_KNOWN: Final = _ABSTRACT["numpy.generic"]


def issubdtype(call: Call) -> Value:
    """``numpy.issubdtype(arg1, arg2)``."""
    left, right = call.arg("arg1"), call.arg("arg2")
    if isinstance(left, DType) and left.library == "tensorflow":
        return NEVER
    name = _dtype(left)
    if name is None:
        return unknown("dtype")
    if isinstance(right, Symbol) and right.name in _ABSTRACT:
        return TRUE if name in _ABSTRACT[right.name] else FALSE
    other = _dtype(right)
    if other is None or "string" in (name, other):
        return unknown("dtype")
    return TRUE if name == other else FALSE


def _dtype(value: Value | None) -> str | None:
    """The dtype that ``value`` stands for; ``None`` if it is not known or none of the common ones."""
    found: object = None
    if isinstance(value, DType) and value.library == "numpy":
        found = value.name
    elif isinstance(value, Symbol):
        found = _PYTHON.get(value.name)
    elif isinstance(value, Const):
        found = value.value if value.value in _NUMBERS or value.value == promotion.BOOL else None
    return found if isinstance(found, str) and found in _KNOWN else None


RULES = {"numpy.issubdtype": issubdtype}
