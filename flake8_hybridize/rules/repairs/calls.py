"""Calls of NumPy, ``math`` and builtins on tensors as calls of TensorFlow.

Each entry was run under TensorFlow: on tensors of ``float32`` and of ``float64`` the function of TensorFlow gives, with
the arguments that are allowed here, what the other gives for the same values.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from ...model.findings import Edit, Fix
from ...model.places import Place
from ..syntax import comments
from .spot import Spot, unsafe


@dataclass(frozen=True, slots=True)
class Equivalent:
    """``target`` of TensorFlow takes the same: at least ``least`` and at most ``most`` positional arguments and the
    keywords ``keywords``; ``needed`` must be given (by keyword, or as the second argument)."""

    target: str
    least: int = 1
    most: int = 1
    keywords: frozenset[str] = frozenset()
    needed: str = ""


def _reduction(target: str) -> Equivalent:
    return Equivalent(target, 1, 2, frozenset({"axis", "keepdims"}))


def _binary(target: str) -> Equivalent:
    return Equivalent(target, 2, 2)


_AXIS = frozenset({"axis"})
EQUIVALENTS: dict[str, Equivalent] = {
    **{
        f"numpy.{name}": Equivalent(target)
        for name, target in {
            "abs": "abs",
            "absolute": "abs",
            "arccos": "acos",
            "arcsin": "asin",
            "arctan": "atan",
            "ceil": "math.ceil",
            "cos": "cos",
            "cosh": "cosh",
            "exp": "exp",
            "expm1": "math.expm1",
            "floor": "floor",
            "isfinite": "math.is_finite",
            "isinf": "math.is_inf",
            "isnan": "math.is_nan",
            "log": "math.log",
            "log1p": "math.log1p",
            "logical_not": "logical_not",
            "negative": "negative",
            "ones_like": "ones_like",
            "sign": "sign",
            "sin": "sin",
            "sinh": "sinh",
            "sqrt": "sqrt",
            "square": "square",
            "tan": "tan",
            "tanh": "tanh",
            "zeros_like": "zeros_like",
        }.items()
    },
    **{
        f"numpy.{name}": _reduction(target)
        for name, target in {
            "all": "reduce_all",
            "amax": "reduce_max",
            "amin": "reduce_min",
            "any": "reduce_any",
            "max": "reduce_max",
            "mean": "reduce_mean",
            "min": "reduce_min",
            "prod": "reduce_prod",
            "std": "math.reduce_std",
            "sum": "reduce_sum",
            "var": "math.reduce_variance",
        }.items()
    },
    **{
        f"numpy.{name}": _binary(target)
        for name, target in {
            "logical_and": "logical_and",
            "logical_or": "logical_or",
            "matmul": "matmul",
            "maximum": "maximum",
            "minimum": "minimum",
            "power": "pow",
            "reshape": "reshape",
        }.items()
    },
    "numpy.argmax": Equivalent("argmax", 1, 2, _AXIS, "axis"),
    "numpy.argmin": Equivalent("argmin", 1, 2, _AXIS, "axis"),
    "numpy.clip": Equivalent("clip_by_value", 3, 3),
    "numpy.concatenate": Equivalent("concat", 1, 2, _AXIS, "axis"),
    "numpy.cumsum": Equivalent("cumsum", 1, 2, _AXIS, "axis"),
    "numpy.expand_dims": Equivalent("expand_dims", 1, 2, _AXIS, "axis"),
    "numpy.squeeze": Equivalent("squeeze", 1, 2, _AXIS),
    "numpy.stack": Equivalent("stack", 1, 2, _AXIS),
    "numpy.transpose": Equivalent("transpose", 1, 2),
    "numpy.where": Equivalent("where", 3, 3),
    **{
        f"math.{name}": Equivalent(target)
        for name, target in {
            "acos": "acos",
            "asin": "asin",
            "atan": "atan",
            "cos": "cos",
            "cosh": "cosh",
            "erf": "math.erf",
            "exp": "exp",
            "expm1": "math.expm1",
            "fabs": "abs",
            "isfinite": "math.is_finite",
            "isinf": "math.is_inf",
            "isnan": "math.is_nan",
            "lgamma": "math.lgamma",
            "log": "math.log",
            "log1p": "math.log1p",
            "sin": "sin",
            "sinh": "sinh",
            "sqrt": "sqrt",
            "tan": "tan",
            "tanh": "tanh",
        }.items()
    },
    "math.pow": _binary("pow"),
}
"""By the qualified name of the function of NumPy or ``math``."""

_BUILTINS = {"max": "reduce_max", "min": "reduce_min", "any": "reduce_any", "all": "reduce_all", "round": "round"}
_PAIRS = {"max": "maximum", "min": "minimum"}


def library_call(spot: Spot) -> Fix | None:
    """``np.sum(t)`` to ``tf.reduce_sum(t)``, ``math.sqrt(t)`` to ``tf.sqrt(t)``."""
    call = spot.call()
    same = EQUIVALENTS.get(spot.hazard.detail("name"))
    tf = None if call is None else spot.tensorflow(call)
    if call is None or same is None or tf is None or not _fits(call, same):
        return None
    return unsafe(f"Call {tf}.{same.target}()", spot.replace(call.func, f"{tf}.{same.target}"))


def _fits(call: ast.Call, same: Equivalent) -> bool:
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    given = {keyword.arg for keyword in call.keywords}
    if same.needed and len(call.args) < 2 and same.needed not in given:
        return False
    return same.least <= len(call.args) <= same.most and given <= same.keywords


def builtin_call(spot: Spot) -> Fix | None:
    """``sum(t)`` to ``tf.reduce_sum(t, axis=0)``, ``max(t)`` and ``max(a, b)`` to their functions of TensorFlow."""
    call = spot.call()
    tf = None if call is None else spot.tensorflow(call)
    if call is None or tf is None or call.keywords or any(isinstance(a, ast.Starred) for a in call.args):
        return None
    name = spot.hazard.detail("function")
    if spot.text(call.func) != name:
        return None
    if len(call.args) == 2 and name in _PAIRS:
        return unsafe(f"Call {tf}.{_PAIRS[name]}()", _pair(spot, call, f"{tf}.{_PAIRS[name]}"))
    if len(call.args) != 1:
        return None
    inner = spot.text(call.args[0])
    if isinstance(call.args[0], ast.GeneratorExp):
        return None
    texts = {"sum": f"{tf}.reduce_sum({inner}, axis=0)", "reversed": f"{tf}.reverse({inner}, [0])"}
    text = texts.get(name) or (f"{tf}.{_BUILTINS[name]}({inner})" if name in _BUILTINS else None)
    return None if text is None else unsafe(f"Call {text.partition('(')[0]}()", spot.replace(call, text))


def _pair(spot: Spot, call: ast.Call, target: str) -> Edit:
    first, second = call.args
    if isinstance(first, ast.Constant):
        # The first argument decides about the dtype.
        first, second = second, first
    return spot.replace(call, f"{target}({spot.text(first)}, {spot.text(second)})")


def numpy_method(spot: Spot) -> Fix | None:
    """``t.numpy()`` to ``t``, where nothing is asked of the array at once."""
    call = spot.call()
    if call is None or call.args or call.keywords or not isinstance(call.func, ast.Attribute):
        return None
    if call.func.attr != "numpy" or isinstance(spot.syntax.parents[call], ast.Attribute):
        return None
    start, end = spot.syntax.end(call.func.value), spot.syntax.end(call)
    between = spot.syntax.source.segment(Place("", *start, *end))
    if re.sub(r"\s", "", between) != ".numpy()":
        return None
    return unsafe("Use the tensor itself", Edit(start, end, ""))


def clock(spot: Spot) -> Fix | None:
    """``time.time()`` to ``tf.timestamp()``."""
    call = spot.call()
    tf = None if call is None else spot.tensorflow(call)
    if call is None or tf is None or call.args or call.keywords or spot.hazard.detail("name") != "time.time":
        return None
    return unsafe(f"Call {tf}.timestamp()", spot.replace(call, f"{tf}.timestamp()"))


def name_argument(spot: Spot) -> Fix | None:
    """Drop what is no name of an operation: eagerly it has no effect."""
    call = spot.call()
    if call is None or any(isinstance(a, ast.Starred) for a in call.args):
        return None
    named = next((k for k in call.keywords if k.arg == "name"), None)
    every: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    dropped = named if named is not None else call.args[-1] if len(call.args) > 1 else None
    if dropped is None:
        return None
    index = every.index(dropped)
    start, end = spot.syntax.end(every[index - 1]), spot.syntax.end(dropped)
    if index == 0 or comments(spot.syntax.source, start, end):
        return None
    return unsafe(f"Drop {spot.text(dropped)}", Edit(start, end, ""))


def predict(spot: Spot) -> Fix | None:
    """``model.predict(x)`` to ``model(x, training=False)``."""
    call = spot.call()
    if call is None or not isinstance(call.func, ast.Attribute) or call.func.attr != "predict" or len(call.args) != 1:
        return None
    if isinstance(call.args[0], ast.Starred) or not {k.arg for k in call.keywords} <= {"verbose", "batch_size"}:
        return None
    text = f"{spot.text(call.func.value)}({spot.text(call.args[0])}, training=False)"
    return unsafe("Call the model", spot.replace(call, text))
