"""Names and attributes under which the program may keep one array: ``view = a[1:]``, ``self.a = a``, ``change(a)``.

An array has no identity here; what is known of it is the places of the program that give it a name. Those that give
a view, a row, or the array itself link one name with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from astroid import nodes

from ..model.values import Array, Value, atoms
from .inside import inside
from .objects import Instance
from .state import Activation, Machine, ModuleState

Key = tuple[object, str]
_Assignment = tuple[list[nodes.NodeNG], list[nodes.NodeNG]]
_VIEWS = frozenset(
    {
        "asarray",
        "asanyarray",
        "ascontiguousarray",
        "atleast_1d",
        "atleast_2d",
        "atleast_3d",
        "broadcast_to",
        "diagonal",
        "expand_dims",
        "hsplit",
        "moveaxis",
        "ravel",
        "real",
        "reshape",
        "rollaxis",
        "split",
        "squeeze",
        "swapaxes",
        "transpose",
        "view",
        "vsplit",
    }
)
_ATTRIBUTE_VIEWS = frozenset({"T", "flat", "real", "imag", "base", "data", "mT"})


class SameArrays:
    """Which keys (see ``Activation.content_writes``) may stand for the same array."""

    def __init__(self, machine: Machine, live: dict[Activation, None], written: Iterable[Key]) -> None:
        self._links: dict[object, dict[Key, None]] = {}
        self._names: dict[object, list[object]] = {}
        self._assigned: dict[nodes.NodeNG, list[_Assignment]] = {}
        self._holding: dict[Activation, frozenset[str]] = {}
        """The parameters of an activation that get arrays."""
        self._having: dict[str, list[Instance]] = {}
        """The objects that have an attribute, by its name."""
        self._known = {key for key in written if len(key) == 2 and isinstance(key[1], str)}
        if self._known:
            for cls in machine.classes:
                for instance in cls.instances:
                    for attribute in instance.attributes:
                        self._having.setdefault(attribute, []).append(instance)
            for activation in live:
                self._link_body(activation)
                self._link_calls(activation)

    def names_of(self, key: Key) -> list[object]:
        """``key`` and all others that may stand for its array, the written ones among them."""
        known = self._names.get(key)
        if known is not None:
            return known
        found: dict[object, None] = {key: None}
        stack: list[object] = [key]
        while stack:
            for other in self._links.get(stack.pop(), ()):
                if other not in found:
                    found[other] = None
                    stack.append(other)
        names = list(found)
        self._names.update(dict.fromkeys(names, names))
        return names

    def _link(self, left: Iterable[Key], right: Iterable[Key]) -> None:
        for one in left:
            for other in right:
                if one != other:
                    self._links.setdefault(one, {})[other] = None
                    self._links.setdefault(other, {})[one] = None

    def _link_body(self, activation: Activation) -> None:
        function = activation.function
        tree = activation.module.module.tree if function is None else function.node
        if tree not in self._assigned:
            self._assigned[tree] = list(_assignments(tree))
        for targets, sources in self._assigned[tree]:
            right = [key for source in sources for key in self._keys(activation, source)]
            if right:
                for target in targets:
                    self._link(self._keys(activation, target), right)

    def _link_calls(self, caller: Activation) -> None:
        for callee, node in caller.calls:
            function = callee.function
            if function is None or not isinstance(node, nodes.Call):
                continue
            holding = self._holding.get(callee)
            if holding is None:
                pairs = zip(function.parameters, callee.args, strict=True)
                holding = self._holding[callee] = frozenset(name for name, value in pairs if _holds_array(value))
            if not holding:
                continue
            bound = len(callee.args) > len(node.args) and function.is_method and not function.is_static
            names = function.positional[1:] if bound else function.positional
            given = [*zip(names, node.args, strict=False), *((k.arg, k.value) for k in node.keywords if k.arg)]
            for name, argument in given:
                if name in holding:
                    sources = [key for source in _sources(argument) for key in self._keys(caller, source)]
                    self._link([(callee, name)], sources)

    def _keys(self, activation: Activation, node: nodes.NodeNG) -> list[Key]:
        """What ``node``, a name or an attribute of a named object, is called in ``content_writes``."""
        if isinstance(node, (nodes.Name, nodes.AssignName)):
            return [_scope(activation, node.name)]
        if isinstance(node, (nodes.Attribute, nodes.AssignAttr)) and isinstance(node.expr, nodes.Name):
            return [(atom, node.attrname) for atom in self._instances(activation, node.expr.name, node.attrname)]
        return []

    def _instances(self, activation: Activation, name: str, attribute: str) -> list[Instance]:
        """The objects that ``name`` may stand for; of a variable of a function, any that have the attribute."""
        function = activation.function
        if function is not None and name in function.parameters:
            value = activation.args[function.parameters.index(name)]
            return [atom for atom in atoms(value) if isinstance(atom, Instance)]
        owner, _ = _scope(activation, name)
        cell = owner.cells.get(name) if isinstance(owner, (Activation, ModuleState)) else None
        if cell is not None:
            return [atom for atom in atoms(cell.value) if isinstance(atom, Instance)]
        return self._having.get(attribute, [])


def _holds_array(value: Value) -> bool:
    return any(type(atom) is Array and not atom.scalar for atom in inside(value, 1))


def _assignments(tree: nodes.NodeNG) -> Iterator[_Assignment]:
    """What a body assigns from what may be, or hold, the array itself or a view of it."""
    for statement in _statements(tree):
        if isinstance(statement, nodes.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, nodes.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        elif isinstance(statement, nodes.For):
            # A row of an array is a view of it.
            targets, value = [statement.target], statement.iter
        else:
            continue
        sources = list(_sources(value))
        if sources:
            parts = (t.elts if isinstance(t, (nodes.Tuple, nodes.List)) else [t] for t in targets)
            yield [part for group in parts for part in group], sources


def _statements(tree: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    body = tree.body if isinstance(tree.body, list) else []
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, (nodes.FunctionDef, nodes.ClassDef)):
            continue
        for name in ("body", "orelse", "finalbody", "handlers"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                stack.extend(block)


def _sources(node: nodes.NodeNG) -> Iterator[nodes.NodeNG]:
    """The names and attributes of whose array ``node`` may give a view, or the array itself."""
    if isinstance(node, (nodes.Name, nodes.AssignName)):
        yield node
    elif isinstance(node, nodes.Attribute):
        if node.attrname in _ATTRIBUTE_VIEWS:
            yield from _sources(node.expr)
        else:
            yield node
    elif isinstance(node, nodes.Subscript):
        yield from _sources(node.value)
    elif isinstance(node, nodes.IfExp):
        yield from _sources(node.body)
        yield from _sources(node.orelse)
    elif isinstance(node, nodes.BoolOp):
        for value in node.values:
            yield from _sources(value)
    elif isinstance(node, (nodes.Tuple, nodes.List)):
        for element in node.elts:
            yield from _sources(element)
    elif isinstance(node, nodes.Call):
        callee = node.func
        if isinstance(callee, nodes.Attribute):
            if callee.attrname in _VIEWS:
                yield from _sources(callee.expr)
                for argument in node.args[:1]:
                    yield from _sources(argument)
        elif isinstance(callee, nodes.Name) and callee.name in ("zip", "enumerate", "reversed", "memoryview"):
            for argument in node.args:
                yield from _sources(argument)


def _scope(activation: Activation, name: str) -> Key:
    function = activation.function
    if function is not None and name in function.local_names and name not in function.global_names:
        return (activation, name)
    if function is not None and name not in function.global_names:
        scope = getattr(activation.value, "scope", None)
        while scope is not None:
            owner = scope.activation
            if owner.function is not None and name in owner.function.local_names:
                return (owner, name)
            scope = scope.parent
    return (activation.module, name)
