"""Attributes that traced code sets to a constant, as a flag that it has run: once per trace is as good as on every call
then.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from astroid import nodes

from .objects import Instance
from .state import Activation, Machine

KIND = "self-attr-write"
_SETUP = frozenset({"__init__", "__new__", "__post_init__", "__setstate__"})
_ABSENT = object()


@dataclass(slots=True)
class _Uses:
    """Where the program assigns or deletes attributes of one name, but for what makes objects, and reads them."""

    writes: list[nodes.NodeNG] = field(default_factory=list)
    reads: list[nodes.NodeNG] = field(default_factory=list)


def excuse_flags(machine: Machine, live: dict[Activation, None]) -> None:
    """Mark the writes of attributes that leave what a call would: nothing that is traced reads what was there before,
    and either all of the program that assigns them gives the same constant, or one condition chooses among two."""
    known: dict[str, _Uses] = {}
    traced = {a.function.node for a in live if a.traced and a.function is not None}
    for activation in live:
        if not activation.traced:
            continue
        for key, record in activation.hazards.items():
            node = record.node
            if record.kind != KIND or not isinstance(record.target, Instance) or _constant(node) is _ABSENT:
                continue
            uses = known.get(node.attrname)
            if uses is None:
                uses = known[node.attrname] = _uses(machine, node.attrname)
            if _leaves_the_same(node, uses, traced):
                details = (*(d for d in record.details if d[0] != "guard"), ("guard", "lazy"))
                activation.hazards[key] = record._replace(details=details)


def _leaves_the_same(node: nodes.AssignAttr, uses: _Uses, traced: set[nodes.NodeNG]) -> bool:
    function = node.frame()
    written: nodes.NodeNG = node.statement()
    if len(uses.writes) == 2 and _is_choice(uses.writes):
        written = written.parent
    elif any(_of(other) != _of(node) for other in uses.writes):
        return False
    end = (written.end_lineno, written.end_col_offset)
    read_before = (r for r in uses.reads if r.frame() is function and (r.lineno, r.col_offset) < end)
    read_elsewhere = (r for r in uses.reads if r.frame() is not function and r.frame() in traced)
    return next(read_before, None) is None and next(read_elsewhere, None) is None


def _is_choice(writes: list[nodes.NodeNG]) -> bool:
    """``if …: self.flag = True``, ``else: self.flag = False``."""
    one, two = (write.statement() for write in writes)
    test = one.parent
    constant = _ABSENT not in (_constant(writes[0]), _constant(writes[1]))
    return constant and isinstance(test, nodes.If) and test is two.parent and (one in test.body) != (two in test.body)


def _uses(machine: Machine, name: str) -> _Uses:
    found = _Uses()
    for state in machine.modules.values():
        if name not in state.module.source.text:
            continue
        for node in state.module.tree.nodes_of_class((nodes.AssignAttr, nodes.DelAttr, nodes.Attribute)):
            if node.attrname != name:
                continue
            if isinstance(node, nodes.Attribute):
                found.reads.append(node)
            elif getattr(node.frame(), "name", "") not in _SETUP:
                found.writes.append(node)
    return found


def _constant(node: nodes.NodeNG) -> object:
    """What ``….name = constant`` gives."""
    if isinstance(node, nodes.AssignAttr) and isinstance(node.parent, nodes.Assign):
        if isinstance(node.parent.value, nodes.Const):
            return node.parent.value.value
    return _ABSENT


def _of(node: nodes.NodeNG) -> tuple[type, object]:
    value = _constant(node)
    return (type(value), value)
