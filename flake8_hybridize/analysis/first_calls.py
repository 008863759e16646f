"""First calls that fail: what makes variables and may raise, where the caller goes on.

Observed with TensorFlow 2.21: if the first call of a compiled function creates variables and then raises, every later
call returns ``None`` without running anything. If it raises before, the next call raises a ``ValueError`` ("Creating
variables on a non-first call"), and those after that return ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator

from astroid import nodes

from .hazards import Record
from .hybrids import HybridCall, functions_of
from .objects import TFFunction
from .state import FunctionInfo, Machine

_SCOPES = (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Lambda, nodes.ClassDef, nodes.Module)


def add_failed_calls(machine: Machine) -> None:
    """Record each call of such a function whose exception is swallowed, if the function is called again."""
    calls: dict[TFFunction, list[HybridCall]] = {}
    for call in machine.hybrid_calls.values():
        if not call.caller.traced and not call.caller.entry:
            calls.setdefault(call.hybrid, []).append(call)
    for hybrid, found in calls.items():
        functions = functions_of(hybrid.target)
        raised = _raises(functions[0].info) if len(functions) == 1 else None
        if raised is None:
            continue
        places = {call.node for call in found}
        for call in found:
            if _is_swallowed(call.node, raised) and (call.in_loop or len(places) > 1):
                name = functions[0].info.qualified_name
                record = Record("failed-first-call", call.node, name, None, False, True, False, raised, ())
                call.caller.hazards.setdefault((record.kind, call.node, name), record)


def _raises(info: FunctionInfo) -> nodes.Raise | None:
    """A ``raise`` in a body that makes a variable."""
    node = info.node
    if not isinstance(node.body, list):
        return None
    made = [
        call
        for call in node.nodes_of_class(nodes.Call)
        if call.func.as_string().rpartition(".")[2] == "Variable" and call.scope() is node
    ]
    if not made:
        return None
    raises = (r for r in node.nodes_of_class(nodes.Raise) if r.scope() is node)
    return next((r for r in raises if not any(_shares_branch(r, call) for call in made)), None)


def _shares_branch(raised: nodes.Raise, call: nodes.Call) -> bool:
    """The ``raise`` stands in the branch that makes the variable, or in the other one."""
    return any(isinstance(a, nodes.If) and a.parent_of(call) for a in _around(raised))


def _is_swallowed(call: nodes.NodeNG, raised: nodes.Raise) -> bool:
    """The call stands in a ``try`` that handles what is raised, and goes on."""
    child = call
    for around in _around(call):
        if isinstance(around, nodes.Try) and child in around.body:
            handler = next((h for h in around.handlers if _handles(h, raised)), None)
            return handler is not None and not _leaves(handler)
        child = around
    return False


def _handles(handler: nodes.ExceptHandler, raised: nodes.Raise) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, nodes.Tuple) else [handler.type]
    exception = raised.exc.func if isinstance(raised.exc, nodes.Call) else raised.exc
    name = "" if exception is None else exception.as_string().rpartition(".")[2]
    return any(c.as_string().rpartition(".")[2] in ("Exception", "BaseException", name) for c in caught)


def _leaves(handler: nodes.ExceptHandler) -> bool:
    return any(True for _ in handler.nodes_of_class(nodes.Raise)) or any(
        call.func.as_string() in ("sys.exit", "exit", "quit", "os._exit", "pytest.fail", "self.fail")
        for call in handler.nodes_of_class(nodes.Call)
    )


def _around(node: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    current = node.parent
    while current is not None and not isinstance(current, _SCOPES):
        yield current
        current = current.parent
