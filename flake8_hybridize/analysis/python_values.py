"""Tensors where Python needs a number or a key: the index of a list, the number of its copies, the key of a dict.

Observed with TensorFlow 2.21: an eager tensor has ``__index__``, a symbolic one has not: a list indexed by it raises a
``TypeError``. ``[x] * t`` makes a tensor of the list and multiplies it, where ``t`` is what ``int()`` or ``len()``
gives in converted code, or a parameter that an ``input_signature`` makes a tensor of.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Const, Tensor, Tuple, Value, atoms
from . import hazards
from .arrays import is_rebound
from .objects import DictValue, ListValue
from .state import Frame

_CASTS = {"int": "python-cast", "len": "len-of-tensor"}


def index(frame: Frame, node: nodes.NodeNG, base: Value, value: Value) -> None:
    """``base[value]`` is read."""
    if frame.activation.function is None or not isinstance(node, nodes.Subscript) or not _is_tensor(value):
        return
    bases = atoms(base)
    if bases and all(isinstance(b, (Tuple, ListValue)) or _is_text(b) for b in bases):
        if hazards.graph_tensors(frame, node.slice, value):
            kind = "signature-python-use" if _is_specified(frame, node.slice) else "python-cast"
            hazards.report(frame, kind, node, node, certain=not frame.activation.merged, use="index")
    elif bases and all(isinstance(b, DictValue) for b in bases) and _is_specified(frame, node.slice):
        hazards.report(frame, "signature-python-use", node, node, use="key")


def repeated(
    frame: Frame, node: nodes.NodeNG, left: Value, right: Value, left_node: nodes.NodeNG, right_node: nodes.NodeNG
) -> None:
    """``left * right``, one of which may be a list, the other the number of its copies."""
    for some, count, expression in ((left, right, right_node), (right, left, left_node)):
        copied = atoms(some)
        if not copied or not all(isinstance(c, (Tuple, ListValue)) for c in copied) or not _is_tensor(count):
            continue
        if _is_specified(frame, expression):
            hazards.report(frame, "signature-python-use", node, node, use="copies")
        elif isinstance(expression, nodes.Call) and isinstance(expression.func, nodes.Name):
            kind = _CASTS.get(expression.func.name)
            if kind is not None:
                hazards.report(frame, kind, expression, expression, use="copies", function=expression.func.name)


def _is_tensor(value: Value) -> bool:
    members = atoms(value)
    return bool(members) and all(isinstance(a, Tensor) and a.kind in ("tensor", "variable") for a in members)


def _is_text(value: Value) -> bool:
    return type(value) is Const and isinstance(value.value, (str, bytes))


def _is_specified(frame: Frame, expression: nodes.NodeNG | None) -> bool:
    """``expression`` is a parameter that a signature makes a tensor of."""
    function = frame.activation.function
    return (
        function is not None
        and frame.activation.traced
        and isinstance(expression, nodes.Name)
        and expression.name in function.specified
        and not is_rebound(function, expression.name)
    )
