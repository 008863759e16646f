"""NumPy arrays that the program passes to compiled functions, in which they arrive as tensors.

Observed with TensorFlow 2.21: inside, ``isinstance(x, np.ndarray)`` is false; and where eager operations convert an
array to the dtype of the other operand, a tensor that comes of a ``float64`` array keeps that dtype, so that the
operation raises a ``TypeError``. An ``input_signature`` converts what arrives.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Array, Tensor, Value, atoms
from . import hazards
from .hazards import Record
from .objects import BoundMethod, FunctionValue, Instance, TFFunction
from .state import Arguments, Frame, FunctionInfo, Machine

_SECOND = {
    **dict.fromkeys(
        (
            "tensorflow.math.add",
            "tensorflow.math.subtract",
            "tensorflow.math.multiply",
            "tensorflow.math.divide",
            "tensorflow.math.maximum",
            "tensorflow.math.minimum",
            "tensorflow.math.pow",
            "tensorflow.math.squared_difference",
        ),
        "y",
    ),
    "tensorflow.linalg.matmul": "b",
    "tensorflow.tensordot": "b",
}
"""Operations that eagerly convert their second argument to the dtype of the first, and its name."""


def arrive(
    frame: Frame,
    node: nodes.NodeNG,
    hybrid: TFFunction,
    functions: list[FunctionValue],
    arguments: Arguments,
    receiver: Value | None,
) -> None:
    """A compiled function is called: note the parameters that get arrays."""
    if frame.activation.traced or hybrid.signature is not None:
        return
    if not any(_is_array(value) for value in (*arguments.positional, *(v for _, v in arguments.keywords))):
        return
    for function in functions:
        info = function.info
        bound = receiver is not None or isinstance(hybrid.target, (BoundMethod, Instance))
        names = info.positional[1:] if bound and info.is_method and not info.is_static else info.positional
        for name, value in (*zip(names, arguments.positional, strict=False), *arguments.keywords):
            if name in info.parameters and _is_array(value):
                info.arrays.setdefault(name, node)


def _is_array(value: Value) -> bool:
    members = atoms(value)
    return bool(members) and all(type(a) is Array for a in members)


def operator(
    frame: Frame, node: nodes.NodeNG, left: Value, right: Value, left_node: nodes.NodeNG, right_node: nodes.NodeNG
) -> None:
    """An operator between tensors of which one arrived as an array: both have to have one dtype."""
    for mine, other, expression in ((left, right, left_node), (right, left, right_node)):
        if _array_parameter(frame, expression) is not None:
            _compare(frame, node, mine, other, expression)


def operation(frame: Frame, node: nodes.NodeNG, name: str, arguments: Arguments) -> None:
    """The same of an operation that converts its second argument to the dtype of the first."""
    second = _SECOND.get(name)
    info = frame.activation.function
    if second is None or info is None or not info.arrays or len(arguments.positional) != 2:
        return
    expression = arguments.nodes[1] if len(arguments.nodes) > 1 else None
    if _array_parameter(frame, expression) is not None:
        _compare(frame, node, arguments.positional[1], arguments.positional[0], expression)


def _array_parameter(frame: Frame, expression: nodes.NodeNG | None) -> nodes.NodeNG | None:
    """The call that passes an array for the parameter that ``expression`` names."""
    info = frame.activation.function
    if info is None or not isinstance(expression, nodes.Name) or expression.name not in info.arrays:
        return None
    return None if is_rebound(info, expression.name) else info.arrays[expression.name]


def is_rebound(info: FunctionInfo, name: str) -> bool:
    """The body assigns the parameter ``name``."""
    return any(not isinstance(n.parent, nodes.Arguments) for n in info.node.locals.get(name, ()))


def _compare(frame: Frame, node: nodes.NodeNG, mine: Value, other: Value, expression: nodes.NodeNG) -> None:
    one, two = _dtype(mine), _dtype(other)
    if one and two and one != two:
        cause = _array_parameter(frame, expression)
        words = {"parameter": expression.name, "dtype": one, "other": two}
        hazards.report(frame, "numpy-dtype-coercion", node, node, cause=cause, words=words)


def _dtype(value: Value) -> str | None:
    members = atoms(value)
    if not all(isinstance(a, Tensor) and a.kind in ("tensor", "variable") for a in members):
        return None
    found = {a.dtype for a in members if isinstance(a, Tensor)}
    return found.pop() if len(found) == 1 else None


def add_checks(machine: Machine) -> None:
    """Record each ``isinstance(x, np.ndarray)`` of a parameter that gets arrays, but for tests that only convert."""
    for info in machine.functions.values():
        if not info.arrays or not isinstance(info.node.body, list):
            continue
        for call in info.node.nodes_of_class(nodes.Call):
            name = _asked(call)
            if name not in info.arrays or is_rebound(info, name) or call.scope() is not info.node or _converts(call):
                continue
            details = (("parameter", name),)
            record = Record("isinstance-ndarray", call, call, None, False, True, True, info.arrays[name], details)
            for activation in info.activations:
                if activation.traced:
                    activation.hazards.setdefault(("isinstance-ndarray", call, call), record)


def _asked(call: nodes.Call) -> str:
    if not isinstance(call.func, nodes.Name) or call.func.name != "isinstance" or len(call.args) != 2:
        return ""
    value, cls = call.args
    is_array = isinstance(cls, nodes.Attribute) and cls.attrname == "ndarray"
    return str(value.name) if is_array and isinstance(value, nodes.Name) else ""


def _converts(call: nodes.Call) -> bool:
    """The test stands before something that only makes a tensor of the array, or raises."""
    test = call.parent if isinstance(call.parent, nodes.UnaryOp) else call
    statement = test.parent
    if not isinstance(statement, nodes.If) or statement.test is not test:
        return isinstance(call.statement(), nodes.Assert)
    return not statement.orelse and all(
        isinstance(s, nodes.Raise) or (isinstance(s, nodes.Assign) and isinstance(s.value, nodes.Call))
        for s in statement.body
    )
