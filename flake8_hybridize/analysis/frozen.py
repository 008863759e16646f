"""Values that a trace freezes: Python values read in a function that the program changes elsewhere.

A change counts for certain if the program makes it after a call that may have traced the read: further down in the
same body, or in the same loop. If the order is not known, the record blocks hybridizing but is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable

from astroid import nodes

from ..model.values import Symbol, Tensor, Value, atoms
from .effects import callers_of
from .hazards import Record
from .objects import BoundMethod, ClassValue, FunctionValue, Instance, ModuleValue, TFFunction
from .state import Activation, Machine, ModuleState

_STABLE = (FunctionValue, ClassValue, BoundMethod, ModuleValue, TFFunction, Symbol)
_SETUP = frozenset({"__init__", "build", "__new__", "__post_init__", "setUp", "setUpClass"})
_LOOPS = (nodes.For, nodes.While, nodes.AsyncFor)
_SCOPES = (nodes.FunctionDef, nodes.Lambda, nodes.ListComp, nodes.GeneratorExp, nodes.DictComp, nodes.SetComp)

Write = tuple[Activation, nodes.NodeNG]


def add_frozen(machine: Machine, live: dict[Activation, None]) -> None:
    """Add a record for each read of a value that other code of the program changes."""
    writes = _attribute_writes(live)
    order = _Order(live)
    for activation in live:
        function = activation.function
        if function is None:
            continue
        for (instance, name), (node, value) in activation.attribute_reads.items():
            if function.name in _SETUP or _is_stable(value):
                continue
            found = [w for w in writes.get((instance, name), ()) if w[0] is not activation]
            _record(order, activation, "frozen-attribute", node, found)
        for (scope, name), (node, value) in activation.outer_reads.items():
            if _is_stable(value):
                continue
            if isinstance(scope, ModuleState):
                found = [(a, n) for n, a in scope.written_elsewhere.get(name, {}).items() if a.function is not function]
                if scope.activation is not None:
                    found += [(scope.activation, n) for n in rebindings(scope.module.tree, name)]
                _record(order, activation, "frozen-global", node, found)
            elif scope.function is not None:
                found = [(scope, n) for n in rebindings(scope.function.node, name)]
                _record(order, activation, "frozen-closure", node, found)


def _record(order: _Order, reader: Activation, kind: str, node: nodes.NodeNG, writes: list[Write]) -> None:
    if not writes:
        return
    late = next((w for w in writes if order.is_after(w, reader)), None)
    cause = (late or writes[0])[1]
    key = (kind, node, node.as_string())
    if key not in reader.hazards:
        reader.hazards[key] = Record(kind, node, node.as_string(), None, False, late is not None, True, cause, ())


def _is_stable(value: Value) -> bool:
    """Nothing that a trace would freeze wrongly: code, or TensorFlow state that the graph reads when it runs."""
    return all(
        isinstance(a, _STABLE) or (type(a) is Tensor and a.kind == "variable") or isinstance(a, Instance)
        for a in atoms(value)
    )


def _attribute_writes(live: dict[Activation, None]) -> dict[tuple[Instance, str], list[Write]]:
    found: dict[tuple[Instance, str], list[Write]] = {}
    for activation in live:
        if activation.function is not None and activation.function.name in _SETUP:
            continue
        for (instance, name), node in activation.attribute_writes.items():
            found.setdefault((instance, name), []).append((activation, node))
    return found


class _Order:
    """Whether a write comes after a call that leads to a read, in some body of the program."""

    def __init__(self, live: dict[Activation, None]) -> None:
        self._callers = callers_of(live)
        self._above: dict[Activation, dict[Activation, None]] = {}

    def is_after(self, write: Write, reader: Activation) -> bool:
        """Some body calls what leads to ``reader`` and then, or in the same loop, makes or calls the write."""
        writer, node = write
        above_write, above_read = self._leading_to(writer), self._leading_to(reader)
        for body in above_write:
            if body not in above_read or body is reader:
                continue
            reads = [call for callee, call in body.calls if callee in above_read]
            made = [node] if body is writer else [call for callee, call in body.calls if callee in above_write]
            if any(_follows(later, call) for later in made for call in reads if later is not call):
                return True
        return False

    def _leading_to(self, activation: Activation) -> dict[Activation, None]:
        found = self._above.get(activation)
        if found is None:
            found = {activation: None}
            stack: list[Activation] = [activation]
            while stack:
                for caller in self._callers.get(stack.pop(), ()):
                    if caller not in found:
                        found[caller] = None
                        stack.append(caller)
            self._above[activation] = found
        return found


def _follows(later: nodes.NodeNG, call: nodes.NodeNG) -> bool:
    if (later.lineno, later.col_offset) > (call.end_lineno, call.end_col_offset):
        return True
    loops = set(_loops_of(call))
    return any(loop in loops for loop in _loops_of(later))


def _loops_of(node: nodes.NodeNG) -> Iterable[nodes.NodeNG]:
    current = node.parent
    while current is not None and not isinstance(current, (*_SCOPES, nodes.ClassDef, nodes.Module)):
        if isinstance(current, _LOOPS):
            yield current
        current = current.parent


def rebindings(scope: nodes.NodeNG, name: str) -> list[nodes.NodeNG]:
    """The assignments that may change ``name`` after others have read it: in a loop, augmented, or not the first."""
    assigned = [
        n
        for n in scope.locals.get(name, ())
        if isinstance(n, (nodes.AssignName, nodes.DelName))
        and (n.scope() is scope or isinstance(n.scope(), nodes.Module))
    ]
    assigned.sort(key=lambda n: (n.lineno, n.col_offset))
    return [
        n for n in assigned if n is not assigned[0] or isinstance(n.statement(), nodes.AugAssign) or any(_loops_of(n))
    ]


__all__ = ["add_frozen", "rebindings"]
