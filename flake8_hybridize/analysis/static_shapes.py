"""Dimensions that a signature leaves open, used as numbers."""

from __future__ import annotations

from astroid import nodes

from . import hazards
from .state import Frame

_SHAPED = frozenset({"reshape", "zeros", "ones", "fill", "broadcast_to", "tile", "normal", "uniform"})


def open_dimension(frame: Frame, node: nodes.Subscript) -> None:
    """``x.shape[i]`` is read: a dimension that the signature leaves open is ``None`` while tracing, no number."""
    function = frame.activation.function
    if function is None or not function.open_dims or not frame.activation.traced:
        return
    shape, index = node.value, node.slice
    if not (isinstance(shape, nodes.Attribute) and shape.attrname == "shape" and isinstance(shape.expr, nodes.Name)):
        return
    name = shape.expr.name
    if not isinstance(index, nodes.Const) or index.value not in function.open_dims.get(name, ()):
        return
    rebound = any(
        n.name == name and not isinstance(n.parent, nodes.Arguments)
        for n in function.node.nodes_of_class(nodes.AssignName)
    )
    if not rebound and _needs_number(node):
        relaxed = "" if name in function.specified else "yes"
        hazards.report(frame, "static-shape-none", node, node, tensor=name, index=str(index.value), relaxed=relaxed)


def _needs_number(node: nodes.NodeNG) -> bool:
    parent = node.parent
    if isinstance(parent, nodes.BinOp):
        return True
    if isinstance(parent, (nodes.List, nodes.Tuple)):
        parent = parent.parent
        return isinstance(parent, nodes.Call) and parent.func.as_string().rpartition(".")[2] in _SHAPED
    if isinstance(parent, nodes.Call):
        return parent.func.as_string() in ("range", "float", "int", "tf.cast", "tf.constant", "tf.range")
    return False
