"""What ``tf.function`` is applied to and cannot compile, but for functions of the program.

Observed with TensorFlow 2.21: of a class it makes a function that returns an object, which is no tensor (``TypeError``
when it is called); builtins without a signature are refused (``ValueError``); NumPy refuses what arrives.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Symbol, Value
from . import hazards
from .objects import ClassValue
from .state import Frame

_WITHOUT_SIGNATURE = frozenset(
    f"builtins.{name}" for name in ("max", "min", "iter", "next", "getattr", "range", "int", "str", "vars", "dir")
)
_ARRAY_FUNCTIONS = frozenset(
    f"numpy.{name}"
    for name in (
        *("sum", "mean", "std", "var", "prod", "max", "min", "amax", "amin", "argmax", "argmin", "any", "all", "clip"),
        *("median", "percentile", "cumsum", "dot", "where", "linalg.norm", "round", "sort", "argsort", "squeeze"),
    )
)


def applied(frame: Frame, node: nodes.NodeNG, target: Value) -> None:
    """``tf.function`` is applied to ``target`` at ``node``."""
    if isinstance(target, ClassValue):
        decorators = getattr(target.node, "decorators", None)
        if decorators is not None and node in decorators.nodes:
            hazards.report(frame, "tf-function-on-class", node, target.name, blocks=False)
    elif isinstance(target, Symbol) and target.name in _WITHOUT_SIGNATURE | _ARRAY_FUNCTIONS:
        words = {"library": "NumPy" if target.name.startswith("numpy.") else "Python"}
        hazards.report(frame, "tf-function-on-builtin", node, target.name, blocks=False, words=words)
