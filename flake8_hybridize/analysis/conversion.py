"""Which code AutoGraph converts, and what a tensor's condition is in code that it does not.

Observed with TensorFlow 2.21: code that is called from converted code is converted, but for generators, properties,
special methods, constructors, cached functions, functions under some decorators, functions that Python's or
TensorFlow's mapping functions call, and everything that Keras 3 calls; and whole functions that hold certain syntax.
What unconverted code calls is not converted either.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import Value, atoms
from . import hazards
from .objects import FunctionValue
from .state import EAGER, GRAPH, GRAPH_AS_WRITTEN, Arguments, Frame, FunctionInfo

KERAS = "keras-no-autograph:"
MAPPING = frozenset({"tensorflow.nest.map_structure", "tensorflow.vectorized_map", "functools.reduce"})
"""Functions that call what they get as it is written."""

_DECORATORS = {
    "property": "autograph-unconverted-callee:a property",
    "cached_property": "autograph-unconverted-callee:a property",
    "lru_cache": "autograph-unconverted-callee:a cached function",
    "cache": "autograph-unconverted-callee:a cached function",
    "contextmanager": "autograph-unconverted-callee:a context manager",
    "custom_gradient": "decorator-hides-autograph:tf.custom_gradient",
    "with_name_scope": "decorator-hides-autograph:tf.Module.with_name_scope",
    "do_not_convert": "autograph-off:",
}


def mode_of(frame: Frame, function: FunctionValue, mode: str, why: str) -> tuple[str, str]:
    """The mode in which ``function``, called in ``mode``, runs, and why AutoGraph leaves it alone (``""``: it does not,
    or it is switched off). ``why`` is what the caller knows of that."""
    if mode is EAGER:
        return mode, ""
    if mode is GRAPH_AS_WRITTEN:
        inherited = frame.activation.unconverted if frame.activation.mode is GRAPH_AS_WRITTEN else ""
        return mode, why or (inherited and (obstacle_of(function.info) or inherited))
    obstacle = obstacle_of(function.info)
    return (GRAPH_AS_WRITTEN, obstacle) if obstacle else (mode, "")


def is_part_of_converted(function: Value) -> bool:
    """The function is written inside of converted code, and so converted with it, whoever calls it."""
    scope = function.scope if isinstance(function, FunctionValue) else None
    return scope is not None and scope.activation.mode is GRAPH


def call_as_written(frame: Frame, node: nodes.NodeNG, function: Value, arguments: Arguments, by: str) -> Value:
    """Call ``function`` for the builtin ``by``, which AutoGraph does not look into."""
    if frame.activation.mode is GRAPH and not is_part_of_converted(function):
        frame.call_mode, frame.call_why = GRAPH_AS_WRITTEN, f"autograph-unconverted-callee:handed to {by}()"
    result = frame.call(node, function, arguments)
    frame.call_mode, frame.call_why = None, ""
    return result


def obstacle_of(info: FunctionInfo) -> str:
    """What keeps AutoGraph from converting a function, as ``hazard kind:words``; ``""`` if nothing does."""
    if info.obstacle is None:
        info.obstacle = _obstacle(info)
    return info.obstacle


def _obstacle(info: FunctionInfo) -> str:
    node = info.node
    name = info.name
    if info.is_method and name.startswith("__") and name.endswith("__") and name != "__call__":
        return f"autograph-unconverted-callee:{'a constructor' if name == '__init__' else 'a special method'}"
    decorators = getattr(node, "decorators", None)
    for decorator in reversed(decorators.nodes if decorators is not None else []):
        function = decorator.func if isinstance(decorator, nodes.Call) else decorator
        last = function.as_string().rpartition(".")[2]
        if last == "function":
            # What stands above tf.function sees the compiled function.
            break
        if last in _DECORATORS:
            return _DECORATORS[last]
    syntax = _syntax(node)
    return f"unsupported-syntax:{syntax}" if syntax else ""


_REFUSED = (
    nodes.NamedExpr,
    nodes.Match,
    nodes.Yield,
    nodes.YieldFrom,
    nodes.For,
    nodes.While,
    nodes.Attribute,
    nodes.AssignAttr,
    nodes.DelAttr,
)


def _syntax(node: nodes.NodeNG) -> str:
    for found in node.nodes_of_class(_REFUSED):
        if isinstance(found, (nodes.Attribute, nodes.AssignAttr, nodes.DelAttr)):
            if found.attrname.startswith("__") and not found.attrname.endswith("__"):
                return f"a private name ({found.attrname})"
            continue
        if isinstance(found, nodes.NamedExpr):
            return "an assignment expression (:=)"
        if isinstance(found, nodes.Match):
            return "a match statement"
        if isinstance(found, (nodes.Yield, nodes.YieldFrom)):
            return "a yield expression"
        if found.orelse:
            return "a loop with else"
    return ""


def tensor_condition(frame: Frame, node: nodes.NodeNG, test: nodes.NodeNG, value: Value, what: str) -> None:
    """A tensor decides: fine in converted code if it is boolean, an error where the code runs as written."""
    activation = frame.activation
    found = hazards.graph_tensors(frame, test, value)
    if not found:
        return
    if activation.mode is not GRAPH_AS_WRITTEN and what != "for":
        dtype = next((t.dtype for t in found if t.kind == "tensor" and t.dtype not in (None, "bool")), None)
        if dtype is not None:
            certain = len(found) == len(atoms(value)) and all(t.dtype == dtype for t in found)
            certain = certain and not activation.merged
            hazards.report(
                frame, "tensor-bool-op", node, test.as_string(), certain=certain, words={"what": what, "dtype": dtype}
            )
    if activation.mode is GRAPH:
        if len(found) == len(atoms(value)):
            frame.machine.tensor_tests.add((activation, test))
        return
    if activation.mode is GRAPH_AS_WRITTEN:
        why = activation.unconverted
    else:
        why = obstacle_of(activation.function) if activation.function is not None else ""
        if not why:
            return
    kind, _, words = why.partition(":")
    sure = hazards.sure(frame, value)
    hazards.report(frame, kind or "autograph-off", node, test.as_string(), certain=sure, what=what, why=words)
