"""Whether a function could do with dimensions that an input signature leaves open.

While it is traced an open dimension is ``None`` and a shape of unknown rank has no dimensions at all: what Python takes
from such a shape is no number, and operations that need to know the rank raise. Told from the text of the function, of
what it calls and of what calls it while a graph is traced (there its result has an open shape): what might look at a
shape counts as doing so, but for dimensions of the function's own parameters that the signature fixes.
"""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

from .judge import Subject
from .state import Activation

Shape = tuple[int | None, ...] | None

_NEEDED = frozenset(("get_shape", "as_list", "dims", "set_shape", "num_elements", "is_fully_defined", "unstack"))
_RANKS = frozenset(("rank", "ndims", "ndim"))
_BUILTINS = frozenset(("len", "list", "tuple", "zip", "enumerate", "sum", "max", "min", "sorted", "reversed", "map"))
# Functions of TensorFlow that work on tensors of unknown rank, by the last part of their names.
# fmt: off
_ANY_RANK = frozenset((
    "abs", "acos", "acosh", "add", "add_n", "argmax", "argmin", "asin", "asinh", "atan", "atan2", "atanh", "cast",
    "ceil", "clip_by_value", "constant", "cos", "cosh", "cumsum", "divide", "divide_no_nan", "elu", "equal", "erf",
    "exp", "expm1", "fill", "floor", "floordiv", "function", "gelu", "greater", "greater_equal", "identity",
    "is_finite", "is_inf", "is_nan", "leaky_relu", "less", "less_equal", "log", "log1p", "log_sigmoid",
    "logical_and", "logical_not", "logical_or", "maximum", "minimum", "mod", "multiply", "multiply_no_nan",
    "negative", "not_equal", "ones_like", "pow", "print", "rank", "reciprocal", "reduce_all", "reduce_any",
    "reduce_logsumexp", "reduce_max", "reduce_mean", "reduce_min", "reduce_prod", "reduce_std", "reduce_sum",
    "reduce_variance", "relu", "relu6", "reshape", "round", "rsqrt", "shape", "sigmoid", "sign", "sin", "sinh",
    "size", "softplus", "softsign", "sqrt", "square", "squared_difference", "stop_gradient", "subtract", "swish",
    "tan", "tanh", "truediv", "where", "xdivy", "xlogy", "zeros_like",
))
# fmt: on


def obstacle(subject: Subject, shapes: dict[str, Shape]) -> str:
    """What keeps ``shapes`` of the parameters, some of them open, from being a signature; ``""`` if nothing does."""
    opened = [shape for shape in shapes.values() if shape is None or None in shape]
    if not opened:
        return ""
    rankless = None in opened
    seen: dict[nodes.NodeNG, None] = {}
    for activation in _reached(subject):
        if activation.function is None or activation.function.node in seen:
            continue
        node = activation.function.node
        seen[node] = None
        own = shapes if node is subject.info.node else {}
        found = next((n for n in node.nodes_of_class(_LOOKS) if _needs(n, node, own, rankless)), None)
        if found is not None:
            return f"a dimension that would be left open may be needed ({' '.join(found.as_string().split())[:60]})"
    return ""


_LOOKS = (nodes.Attribute, nodes.Call, nodes.Starred, nodes.Assign, nodes.Comprehension, nodes.BinOp)


def _reached(subject: Subject) -> Iterator[Activation]:
    """The activations of the function, of all that they call, and of traced code that calls it."""
    found: dict[Activation, None] = dict.fromkeys(subject.activations)
    waiting = list(found)
    while waiting:
        activation = waiting.pop()
        yield activation
        for callee, _ in activation.calls:
            if callee not in found:
                found[callee] = None
                waiting.append(callee)
    yield from (caller for caller in subject.callers if caller.traced and caller not in found)


def _needs(node: nodes.NodeNG, function: nodes.NodeNG, shapes: dict[str, Shape], rankless: bool) -> bool:
    if isinstance(node, nodes.Attribute):
        return _shape_needs(node, function, shapes, rankless)
    if isinstance(node, nodes.Call):
        if isinstance(node.func, nodes.Name):
            return node.func.name in _BUILTINS and not _is_of_shape(node, function, shapes, rankless)
        return rankless and _needs_rank(node)
    if isinstance(node, nodes.Assign):
        unpacks = any(isinstance(target, (nodes.Tuple, nodes.List)) for target in node.targets)
        return unpacks and not isinstance(node.value, (nodes.Call, nodes.Tuple, nodes.List))
    if isinstance(node, nodes.Comprehension):
        over = node.iter
        return not (isinstance(over, nodes.Call) and over.func.as_string() == "range") and not isinstance(
            over, (nodes.Tuple, nodes.List)
        )
    return isinstance(node, nodes.Starred) or (rankless and isinstance(node, nodes.BinOp) and node.op == "@")


def _shape_needs(node: nodes.Attribute, function: nodes.NodeNG, shapes: dict[str, Shape], rankless: bool) -> bool:
    if node.attrname in _NEEDED:
        return True
    if node.attrname in _RANKS:
        return rankless
    if node.attrname != "shape" or (isinstance(node.parent, nodes.Call) and node.parent.func is node):
        return False
    parent = node.parent
    if isinstance(parent, nodes.Attribute) and parent.attrname in _RANKS:
        return rankless
    if isinstance(parent, nodes.Call) and parent.func.as_string() == "len":
        return rankless
    shape = _of_parameter(node.expr, function, shapes)
    if not isinstance(parent, nodes.Subscript) or parent.value is not node:
        return shape is None or None in shape
    try:
        index = parent.slice.as_string()
        return shape is None or shape[int(index)] is None
    except (ValueError, IndexError):
        return True


def _of_parameter(node: nodes.NodeNG, function: nodes.NodeNG, shapes: dict[str, Shape]) -> Shape:
    """The shape of a parameter that is never rebound."""
    if not isinstance(node, nodes.Name) or node.name not in shapes or node.scope() is not function:
        return None
    bound = (n for n in function.nodes_of_class(nodes.AssignName) if n.name == node.name)
    return None if any(not isinstance(n.parent, nodes.Arguments) for n in bound) else shapes[node.name]


def _is_of_shape(node: nodes.Call, function: nodes.NodeNG, shapes: dict[str, Shape], rankless: bool) -> bool:
    """The builtin is given a shape that tells what it asks for, or literals alone."""
    if all(isinstance(a, (nodes.Tuple, nodes.List, nodes.Const)) for a in node.args):
        return True
    if len(node.args) != 1 or not isinstance(node.args[0], nodes.Attribute) or node.args[0].attrname != "shape":
        return False
    if node.func.as_string() == "len":
        return not rankless
    shape = _of_parameter(node.args[0].expr, function, shapes)
    return shape is not None and None not in shape


def _needs_rank(node: nodes.Call) -> bool:
    name = node.func.attrname if isinstance(node.func, nodes.Attribute) else ""
    return name not in _ANY_RANK
