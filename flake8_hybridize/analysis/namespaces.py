"""Names and attributes that the program assigns through the dict that holds them: ``globals()``, ``vars(x)``,
``x.__dict__``, and by ``exec()`` and ``setattr()`` under names that are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from astroid import nodes

from ..model.values import LibraryObject, Unknown, Value, atoms, unknown
from .changes import SOMEWHERE, note_open_write
from .objects import ClassValue, Instance, ModuleValue
from .state import Cell, Frame, ModuleState

_CHANGING = frozenset(
    {"update", "setdefault", "pop", "popitem", "clear", "__setitem__", "__delitem__", "__ior__", "|="}
)


def opened(frame: Frame, node: nodes.NodeNG, owner: Value | ModuleState) -> None:
    """``node`` gives the dict of ``owner``: note what the program writes into it."""
    for place, key in _writes(node):
        for each in (owner,) if isinstance(owner, ModuleState) else atoms(owner):
            if key is None:
                open_write(frame, place, each)
            else:
                assigned(frame, place, each, key)


def open_write(frame: Frame, node: nodes.NodeNG, owner: Value | ModuleState) -> None:
    """Something in ``owner`` is assigned, nobody knows what."""
    if isinstance(owner, ModuleValue):
        owner = owner.state
    if isinstance(owner, (Instance, ClassValue, LibraryObject, ModuleState)):
        note_open_write(frame, node, owner)
    elif isinstance(owner, Unknown):
        note_open_write(frame, node, SOMEWHERE)


def assigned(frame: Frame, node: nodes.NodeNG, owner: Value | ModuleState, name: str) -> None:
    """``name`` in ``owner``, or its attribute, is assigned."""
    activation = frame.activation
    if isinstance(owner, ModuleState):
        frame.machine.write(owner.cells.setdefault(name, Cell()), unknown("assigned through globals()"))
        owner.written_elsewhere.setdefault(name, {})[node] = activation
    elif isinstance(owner, (Instance, ClassValue)):
        frame.machine.write(owner.attributes.setdefault(name, Cell()), unknown("assigned through __dict__"))
        activation.attribute_writes[(owner, name)] = node
    elif isinstance(owner, LibraryObject):
        activation.attribute_writes[(owner, name)] = node


def _writes(node: nodes.NodeNG, depth: int = 2) -> Iterator[tuple[nodes.NodeNG, str | None]]:
    """Where the dict that ``node`` gives is written, and the key (``None``: not known), also under another name."""
    parent = node.parent
    if isinstance(parent, nodes.Subscript) and parent.value is node and _is_stored(parent):
        yield parent, _text(parent.slice)
    elif isinstance(parent, nodes.Attribute) and isinstance(parent.parent, nodes.Call):
        if parent.attrname in _CHANGING and parent.parent.func is parent:
            for key in _keys(parent.attrname, parent.parent):
                yield parent.parent, key
    elif isinstance(parent, nodes.AugAssign) and parent.target is node:
        yield parent, None
    elif isinstance(parent, nodes.Assign) and parent.value is node and depth:
        names = {target.name for target in parent.targets if isinstance(target, nodes.AssignName)}
        for use in parent.scope().nodes_of_class(nodes.Name) if names else ():
            if use.name in names:
                yield from _writes(use, depth - 1)


def _is_stored(subscript: nodes.Subscript) -> bool:
    holder = subscript.parent
    if isinstance(holder, (nodes.Tuple, nodes.List, nodes.Starred)):
        holder = holder.parent
    if isinstance(holder, nodes.Assign):
        return holder.value is not subscript and not holder.value.parent_of(subscript)
    if isinstance(holder, (nodes.AugAssign, nodes.AnnAssign, nodes.For)):
        return holder.target is subscript or holder.target.parent_of(subscript)
    return isinstance(holder, nodes.Delete)


def _keys(method: str, call: nodes.Call) -> Iterable[str | None]:
    if method in ("setdefault", "pop", "__setitem__", "__delitem__") and call.args:
        return [_text(call.args[0])]
    if method == "update" and not any(keyword.arg is None for keyword in call.keywords):
        given: list[str | None] = [keyword.arg for keyword in call.keywords]
        if not call.args:
            return given
        if len(call.args) == 1 and isinstance(call.args[0], nodes.Dict):
            return [*given, *(_text(key) for key, _ in call.args[0].items)]
    return [None]


def _text(node: nodes.NodeNG) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
