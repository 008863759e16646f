"""Recursion in traced code that only a tensor could stop: both branches are traced, so it never ends.

Observed with TensorFlow 2.21: a function that calls itself in a branch that a tensor decides raises ``RecursionError``
while it is traced. Recursion over Python values and structures ends as it does eagerly.
"""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

from .judge import components
from .state import GRAPH, Activation, FunctionInfo, Machine

_OTHERWISE = (
    nodes.BoolOp,
    nodes.For,
    nodes.Comprehension,
    nodes.ListComp,
    nodes.GeneratorExp,
    nodes.SetComp,
    nodes.DictComp,
    nodes.Try,
    nodes.Match,
)
"""What may keep a call from being made, and is no test."""
_SCOPES = (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Lambda, nodes.ClassDef, nodes.Module)


def endless(
    machine: Machine, live: dict[Activation, None], recursive: set[FunctionInfo]
) -> Iterator[tuple[Activation, list[FunctionInfo]]]:
    """Each circle of functions that never ends while it is traced, with one activation."""
    graph: dict[FunctionInfo, dict[FunctionInfo, None]] = {}
    tracing: dict[FunctionInfo, Activation] = {}
    for caller in live:
        if caller.function not in recursive or caller.mode is not GRAPH or caller.merged:
            continue
        edges = graph.setdefault(caller.function, {})
        for callee, node in caller.calls:
            if callee.function in recursive and _only_tensors_decide(machine, caller, node):
                edges[callee.function] = None
                tracing.setdefault(caller.function, caller)
    for component in components(graph):
        if len(component) > 1 or component[0] in graph.get(component[0], {}):
            first = min((f for f in component if f in tracing), key=lambda f: f.uid, default=None)
            if first is not None:
                yield tracing[first], component


def reaches_itself_by_access(info: FunctionInfo) -> bool:
    """A method that answers accesses to attributes, and makes such accesses itself."""
    if info.name not in _ACCESS or not info.is_method or not info.positional:
        return False
    return any(
        (type(node) is nodes.Call and isinstance(node.func, nodes.Name) and node.func.name in _BY_NAME)
        or (type(node) is not nodes.Call and isinstance(node.expr, nodes.Name) and node.expr.name == info.positional[0])
        for node in info.node.nodes_of_class((nodes.Call, nodes.Attribute, nodes.AssignAttr, nodes.DelAttr))
    )


_ACCESS = frozenset({"__getattr__", "__getattribute__", "__setattr__", "__delattr__"})
_BY_NAME = frozenset({"getattr", "hasattr", "setattr", "delattr"})


def _only_tensors_decide(machine: Machine, caller: Activation, call: nodes.NodeNG) -> bool:
    """Whether ``call`` is made depends on nothing but tensors."""
    return all((caller, test) in machine.tensor_tests for test in _tests(call))


def _tests(call: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    """The tests around ``call``, and those before it under which the body is left."""
    child, parent = call, call.parent
    while parent is not None and not isinstance(child, _SCOPES):
        if isinstance(parent, (nodes.If, nodes.IfExp, nodes.While)) and child is not parent.test:
            yield parent.test
        elif isinstance(parent, _OTHERWISE):
            yield parent
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and child in block:
                yield from (b.test for b in block[: block.index(child)] if isinstance(b, nodes.If) and _leaves(b))
        child, parent = parent, parent.parent


def _leaves(statement: nodes.If) -> bool:
    return any(
        isinstance(n, (nodes.Return, nodes.Raise)) for n in statement.nodes_of_class((nodes.Return, nodes.Raise))
    )
