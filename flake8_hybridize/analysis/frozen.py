"""Values that a trace freezes: Python values read in a function that the program changes elsewhere."""

from __future__ import annotations

from astroid import nodes

from ..model.values import Symbol, Tensor, Value, atoms
from .hazards import Record
from .objects import BoundMethod, ClassValue, FunctionValue, Instance, ModuleValue, TFFunction
from .state import Activation, Machine, ModuleState

_STABLE = (FunctionValue, ClassValue, BoundMethod, ModuleValue, TFFunction, Symbol)
_SETUP = frozenset({"__init__", "build", "__new__", "__post_init__", "setUp", "setUpClass"})


def add_frozen(machine: Machine, live: dict[Activation, None]) -> None:
    """Add a record for each read of a value that other code of the program changes."""
    writes = _attribute_writes(live)
    for activation in live:
        function = activation.function
        if function is None:
            continue
        for (instance, name), (node, value) in activation.attribute_reads.items():
            if function.name in _SETUP or _is_stable(value):
                continue
            write = next(((w, n) for w, n in writes.get((instance, name), ()) if w is not activation), None)
            if write is not None:
                _record(activation, "frozen-attribute", node, write[1])
        for (scope, name), (node, value) in activation.outer_reads.items():
            if _is_stable(value):
                continue
            if isinstance(scope, ModuleState):
                change = rebinding(scope.module.tree, name)
                if change is not None or name in scope.written_elsewhere:
                    _record(activation, "frozen-global", node, change or node)
            else:
                owner = scope.function
                change = rebinding(owner.node, name) if owner is not None else None
                if change is not None:
                    _record(activation, "frozen-closure", node, change)


def _record(activation: Activation, kind: str, node: nodes.NodeNG, cause: nodes.NodeNG) -> None:
    key = (kind, node, node.as_string())
    if key not in activation.hazards:
        activation.hazards[key] = Record(kind, node, node.as_string(), None, False, True, True, cause, ())


def _is_stable(value: Value) -> bool:
    """Nothing that a trace would freeze wrongly: code, or TensorFlow state that the graph reads when it runs."""
    return all(
        isinstance(a, _STABLE) or (type(a) is Tensor and a.kind == "variable") or isinstance(a, Instance) for a in atoms(value)
    )


def _attribute_writes(live: dict[Activation, None]) -> dict[tuple[Instance, str], list[tuple[Activation, nodes.NodeNG]]]:
    found: dict[tuple[Instance, str], list[tuple[Activation, nodes.NodeNG]]] = {}
    for activation in live:
        if activation.function is not None and activation.function.name in _SETUP:
            continue
        for (instance, name), node in activation.attribute_writes.items():
            found.setdefault((instance, name), []).append((activation, node))
    return found


def rebinding(scope: nodes.NodeNG, name: str) -> nodes.NodeNG | None:
    """An assignment that changes ``name`` after others may have read it: in a loop, augmented, or a second one."""
    assigned = [n for n in scope.locals.get(name, ()) if isinstance(n, (nodes.AssignName, nodes.DelName))]
    blocks: dict[nodes.NodeNG, nodes.NodeNG] = {}
    for node in assigned:
        statement = node.statement()
        if isinstance(statement, nodes.AugAssign):
            return node
        current = node.parent
        while current is not None and current is not scope:
            if isinstance(current, (nodes.For, nodes.While, nodes.AsyncFor)):
                return node
            if isinstance(current, (nodes.FunctionDef, nodes.Lambda, nodes.ListComp, nodes.GeneratorExp, nodes.DictComp, nodes.SetComp)):
                break
            current = current.parent
        else:
            block = statement.parent
            if block in blocks and not isinstance(block, (nodes.If, nodes.Try)):
                return node
            blocks[block] = node
    return None
