"""Retracing: Python values that change from call to call of a compiled function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from astroid import nodes

from ..model.values import Const, Partial, Prim, Value, atoms
from .hybrids import HybridCall, functions_of
from .objects import FunctionValue, Instance, ListValue
from .state import Activation, FunctionInfo, Machine

SCALAR = "retrace-python-scalar"
FEW = 5
"""So many different constants are a flag or a mode."""


@dataclass(frozen=True, slots=True, eq=False)
class Retrace:
    """The parameter ``name`` of ``function`` gets a Python value that changes, at the call ``call``."""

    function: FunctionInfo
    name: str
    call: HybridCall
    argument: nodes.NodeNG | None
    reason: str
    kind: str = SCALAR


def retraces(machine: Machine) -> Iterator[Retrace]:
    """Every argument of a compiled function that retraces it without bound."""
    constants: dict[tuple[FunctionInfo, str], dict[Value, HybridCall]] = {}
    booleans: dict[tuple[FunctionInfo, str], dict[Value, HybridCall]] = {}
    above = Above(machine)
    for call in machine.hybrid_calls.values():
        if call.caller.traced or call.hybrid.signature is not None:
            continue
        for function in functions_of(call.hybrid.target)[:4]:
            for name, value, node in _arguments(function, call):
                for atom in atoms(value):
                    if type(atom) is Const and type(atom.value) is bool:
                        booleans.setdefault((function.info, name), {})[atom] = call
                if not _is_number(value):
                    yield from _of_object(function.info, name, call, value, node, above)
                    continue
                if node is not None and (reason := _change(machine, call, node, above)):
                    yield Retrace(function.info, name, call, node, reason)
                    continue
                for atom in atoms(value):
                    if type(atom) is Const:
                        constants.setdefault((function.info, name), {})[atom] = call
    for (info, name), values in constants.items():
        if len(values) > FEW:
            yield Retrace(info, name, next(iter(values.values())), None, f"{len(values)} different values")
        values = {**values, **booleans.get((info, name), {})}
        collision = _collision(list(values))
        if collision is not None:
            words = f"{collision[0].value!r} and {collision[1].value!r}"
            yield Retrace(info, name, values[collision[1]], None, words, "literal-trace-collision")


def _collision(values: list[Value]) -> tuple[Const, Const] | None:
    """Two numbers that are equal but of different types: they share a trace."""
    numbers = [v for v in values if type(v) is Const and type(v.value) in (int, float, bool)]
    for index, one in enumerate(numbers):
        for other in numbers[:index]:
            if one.value == other.value and type(one.value) is not type(other.value):
                return other, one
    return None


def _of_object(
    function: FunctionInfo, name: str, call: HybridCall, value: Value, node: nodes.NodeNG | None, above: Above
) -> Iterator[Retrace]:
    """Objects, functions and lists that each round of a loop makes anew."""
    if node is None:
        return
    loop = _loop_of(call.node)
    if loop is None:
        yield from _of_object_from_above(function, name, call, value, node, above)
        return
    for atom in atoms(value):
        if isinstance(atom, ListValue):
            reason = changes(call.node, node)
            if reason and _is_list_of_numbers(atom):
                yield Retrace(function, name, call, node, reason, "retrace-list")
                return
            continue
        if isinstance(atom, Partial) and isinstance(node, nodes.Call) and loop.parent_of(node):
            yield Retrace(function, name, call, node, "made anew in every round", "retrace-lambda")
            return
        made = _made_at(atom)
        if made is not None and loop.parent_of(made):
            yield Retrace(function, name, call, node, "made anew in every round", _KINDS[type(atom)])
            return


def _of_object_from_above(
    function: FunctionInfo, name: str, call: HybridCall, value: Value, node: nodes.NodeNG, above: Above
) -> Iterator[Retrace]:
    made = {found: type(atom) for atom in atoms(value) if (found := _made_at(atom)) is not None}
    if not made:
        return
    for _, outer, _ in above.calls(call.caller, node):
        loop = _loop_of(outer)
        found = next((m for m in made if loop is not None and loop.parent_of(m)), None)
        if found is not None:
            yield Retrace(function, name, call, node, "made anew in every round", _KINDS[made[found]])
            return


def _change(machine: Machine, call: HybridCall, node: nodes.NodeNG, above: Above) -> str:
    """Why the value of the argument ``node`` differs from call to call: by a loop around the call, or around a call of
    the function that makes it."""
    reason = changes(call.node, node) if call.in_loop else ""
    if reason or call.caller.function is None:
        return reason
    for caller, outer, argument in above.calls(call.caller, node):
        reason = changes(outer, argument)
        if reason:
            return f"{reason} at {machine.place(caller, outer)}"
    return ""


class Above:
    """The calls that lead to an activation."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._edges: dict[Activation, list[tuple[Activation, nodes.NodeNG]]] | None = None

    def calls(
        self, callee: Activation, node: nodes.NodeNG, depth: int = 3
    ) -> Iterator[tuple[Activation, nodes.Call, nodes.NodeNG]]:
        """The eager calls of ``callee``, and of what calls it, that pass on what becomes ``node`` in it: by whom, the
        call, and the argument there."""
        info = callee.function
        if info is None or depth == 0:
            return
        names = [name for name in _names(node) & set(info.parameters) if _is_as_passed(info, name)]
        for caller, outer in self._above(callee) if names else ():
            if caller.traced or not isinstance(outer, nodes.Call):
                continue
            for name in sorted(names):
                argument = _argument(outer, info, name)
                if argument is not None:
                    yield caller, outer, argument
                    yield from self.calls(caller, argument, depth - 1)

    def _above(self, callee: Activation) -> list[tuple[Activation, nodes.NodeNG]]:
        if self._edges is None:
            self._edges = {}
            for caller in self._machine.activations:
                for called, node in caller.calls:
                    self._edges.setdefault(called, []).append((caller, node))
        return self._edges.get(callee, [])


def _is_as_passed(info: FunctionInfo, name: str) -> bool:
    """The function gives its parameter no other value."""
    return all(isinstance(b.parent, nodes.Arguments) for b in info.node.locals.get(name, ()))


def _argument(call: nodes.Call, info: FunctionInfo, name: str) -> nodes.NodeNG | None:
    """What ``call`` passes for a parameter of the function of the program that it calls."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if name not in info.positional or any(isinstance(a, nodes.Starred) for a in call.args):
        return None
    bound = info.is_method and not info.is_static
    index = info.positional.index(name) - (1 if bound else 0)
    return call.args[index] if 0 <= index < len(call.args) else None


def per_instance(machine: Machine) -> Iterator[tuple[HybridCall, Instance]]:
    """Every call of a compiled method of an object that the same loop makes."""
    for call in machine.hybrid_calls.values():
        if call.caller.traced:
            continue
        for atom in atoms(call.receiver) if call.receiver is not None else ():
            loop = _loop_of(atom.node) if isinstance(atom, Instance) and atom.owner is call.caller else None
            if loop is None or not loop.parent_of(call.node):
                continue
            if not (isinstance(loop, nodes.For) and _few_rounds(loop)):
                yield call, atom  # type: ignore[misc]


def _made_at(value: Value) -> nodes.NodeNG | None:
    if isinstance(value, FunctionValue):
        return value.info.node
    if isinstance(value, Instance) and not value.cls.traits.intersection(("dataclass", "namedtuple", "enum")):
        return None if "__eq__" in value.cls.attributes else value.node
    return None


def _is_list_of_numbers(value: ListValue) -> bool:
    items = [c.value for c in value.items or ()]
    return bool(items) and all(_is_number(item) for item in items)


_KINDS: dict[type, str] = {FunctionValue: "retrace-lambda", Instance: "retrace-object"}


def _arguments(function: FunctionValue, call: HybridCall) -> Iterator[tuple[str, Value, nodes.NodeNG | None]]:
    info = function.info
    bound = call.receiver is not None or (
        info.is_method and not info.is_static and not isinstance(call.hybrid.target, FunctionValue)
    )
    names = info.positional[1:] if bound or isinstance(call.receiver, Instance) else info.positional
    given = call.arguments
    for index, value in enumerate(given.positional):
        if index < len(names):
            yield names[index], value, given.nodes[index] if index < len(given.nodes) else None
    for name, value in given.keywords:
        yield name, value, given.keyword_nodes.get(name)


def _is_number(value: Value) -> bool:
    members = atoms(value)
    return bool(members) and all(
        (type(a) is Const and type(a.value) in (int, float, str))
        or (type(a) is Prim and a.name in ("int", "float", "str"))
        for a in members
    )


def changes(call: nodes.NodeNG, node: nodes.NodeNG) -> str:
    """Why the Python value of ``node`` differs from one round of the surrounding loop to the next; ``""`` if it
    need not."""
    loop = _loop_of(call)
    if loop is None:
        return ""
    targets = _targets(loop)
    for name in _names(node) - _names_of_rests(node, targets):
        for target in targets:
            if isinstance(target, nodes.AssignName) and target.name == name:
                if isinstance(loop, (nodes.For, nodes.AsyncFor)) and target in _all_targets(loop.target):
                    if _few_rounds(loop):
                        return ""
                    return f"{name} is the variable of a loop"
                statement = target.statement()
                if isinstance(statement, nodes.AugAssign):
                    return f"{name} is counted in a loop"
                if isinstance(statement, nodes.Assign) and (
                    _random(statement.value) or name in _names(statement.value)
                ):
                    return f"{name} is computed anew in every round"
    counted = _counted_attribute(node)
    if counted:
        return f"{counted} is counted from call to call"
    return "it is drawn anew in every round" if _random(node) else ""


def _names_of_rests(node: nodes.NodeNG, targets: list[nodes.NodeNG]) -> set[str]:
    """The names of which ``node`` takes only ``min(left, batch)``, ``min(batch, count - start)``: the size of a batch
    in all rounds but the last."""
    changed = {t.name for t in targets if isinstance(t, nodes.AssignName)}
    rests: set[str] = set()
    inside = 0
    for call in node.nodes_of_class(nodes.Call):
        if isinstance(call.func, nodes.Name) and call.func.name == "min" and len(call.args) > 1 and not call.keywords:
            changing = [argument for argument in call.args if _names(argument) & changed]
            if len(changing) < len(call.args) and all(_falls(argument, targets, changed) for argument in changing):
                rests |= {n for argument in changing for n in _names(argument)}
                inside += sum(1 for argument in changing for _ in argument.nodes_of_class(nodes.Name))
    read = sum(1 for n in node.nodes_of_class(nodes.Name) if n.name in rests)
    return rests if read == inside else set()


def _falls(node: nodes.NodeNG, targets: list[nodes.NodeNG], changed: set[str]) -> bool:
    """``left``, where all that changes it in the loop is ``left -= …``; ``count - start`` with a fixed ``count``."""
    if isinstance(node, nodes.Name):
        changes_it = [t.statement() for t in targets if isinstance(t, nodes.AssignName) and t.name == node.name]
        return all(isinstance(s, nodes.AugAssign) and s.op == "-=" for s in changes_it)
    return isinstance(node, nodes.BinOp) and node.op == "-" and not _names(node.left) & changed


def _counted_attribute(node: nodes.NodeNG) -> str:
    """An attribute in ``node`` that a method of the class around it counts (``self.step += 1``)."""
    cls = node
    while cls is not None and not isinstance(cls, nodes.ClassDef):
        cls = cls.parent
    if cls is None:
        return ""
    read = {a.as_string() for a in node.nodes_of_class(nodes.Attribute)}
    if not read:
        return ""
    counts = (a.target for a in cls.nodes_of_class(nodes.AugAssign) if isinstance(a.target, nodes.AssignAttr))
    return next((text for target in counts if (text := target.as_string()) in read), "")


def _loop_of(node: nodes.NodeNG) -> nodes.NodeNG | None:
    current = node.parent
    while current is not None and not isinstance(current, (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Module)):
        if isinstance(current, (nodes.For, nodes.AsyncFor, nodes.While)):
            return current
        if isinstance(current, (nodes.ListComp, nodes.GeneratorExp, nodes.SetComp, nodes.DictComp)):
            return current
        current = current.parent
    return None


def _targets(loop: nodes.NodeNG) -> list[nodes.NodeNG]:
    return list(loop.nodes_of_class(nodes.AssignName))


def _all_targets(target: nodes.NodeNG) -> list[nodes.NodeNG]:
    return [target] if isinstance(target, nodes.AssignName) else list(target.nodes_of_class(nodes.AssignName))


def _few_rounds(loop: nodes.For) -> bool:
    iterated = loop.iter
    if isinstance(iterated, (nodes.List, nodes.Tuple)):
        return len(iterated.elts) <= FEW
    if isinstance(iterated, nodes.Call) and isinstance(iterated.func, nodes.Name) and iterated.func.name == "range":
        last = iterated.args[-1] if len(iterated.args) == 1 else None
        return isinstance(last, nodes.Const) and isinstance(last.value, int) and last.value <= FEW
    return False


def _names(node: nodes.NodeNG) -> set[str]:
    if isinstance(node, nodes.Name):
        return {node.name}
    return {n.name for n in node.nodes_of_class(nodes.Name)}


def _random(node: nodes.NodeNG) -> bool:
    return any("random" in c.func.as_string() or "time" in c.func.as_string() for c in node.nodes_of_class(nodes.Call))


def could_be_tensor(info: FunctionInfo, name: str) -> bool:
    """A number that the body only computes with: a tensor would do as well."""
    for node in info.node.nodes_of_class(nodes.Name):
        if node.name != name:
            continue
        child, parent = node, node.parent
        while parent is not None and isinstance(parent, (nodes.BinOp, nodes.UnaryOp)):
            child, parent = parent, parent.parent
        if (isinstance(parent, nodes.Subscript) and child is parent.slice) or isinstance(
            parent, (nodes.FormattedValue, nodes.Slice, nodes.Dict)
        ):
            return False
        if isinstance(parent, nodes.Call) and isinstance(parent.func, nodes.Name) and parent.func.name in _PYTHON_ONLY:
            return False
        if isinstance(parent, (nodes.List, nodes.Tuple)) and isinstance(parent.parent, (nodes.Call, nodes.Keyword)):
            return False
    return True


_PYTHON_ONLY = frozenset(
    {
        "str",
        "repr",
        "format",
        "open",
        "getattr",
        "print",
        "bool",
        "isinstance",
        "list",
        "tuple",
        "set",
        "dict",
        "sum",
        "max",
        "min",
    }
)


def per_call(creation_node: nodes.NodeNG) -> bool:
    """A compiled function made in a function body is used there and then dropped: it is neither returned, stored
    nor passed on."""
    if (
        isinstance(creation_node, nodes.Call)
        and isinstance(creation_node.parent, nodes.Call)
        and creation_node.parent.func is creation_node
    ):
        return True
    found = _binding(creation_node)
    if found is None:
        return False
    name, scope, definition = found
    used = False
    for node in scope.nodes_of_class(nodes.Name):
        if node.name != name or definition.parent_of(node):
            continue
        used = True
        if not (isinstance(node.parent, nodes.Call) and node.parent.func is node) or node.scope() is not scope:
            return False
    return used


def used_in_loop(creation_node: nodes.NodeNG) -> bool:
    """A loop of the body that makes the compiled function calls it, round after round."""
    found = _binding(creation_node)
    if found is None:
        return False
    name, scope, definition = found
    calls = [n for n in scope.nodes_of_class(nodes.Name) if n.name == name and n.scope() is scope]
    return any((loop := _loop_of(call)) is not None and not loop.parent_of(definition) for call in calls)


def _binding(creation_node: nodes.NodeNG) -> tuple[str, nodes.NodeNG, nodes.NodeNG] | None:
    """The name that a compiled function gets where it is made, the scope of the name, and what binds it."""
    owner = creation_node.parent
    if isinstance(owner, nodes.Decorators):
        name = owner.parent.name
        scope = owner.parent.parent.scope()
        definition: nodes.NodeNG = owner.parent
    elif isinstance(owner, nodes.Assign) and len(owner.targets) == 1 and isinstance(owner.targets[0], nodes.AssignName):
        name = owner.targets[0].name
        scope = owner.scope()
        definition = owner
    else:
        return None
    if not isinstance(scope, (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Module)):
        return None
    return name, scope, definition
