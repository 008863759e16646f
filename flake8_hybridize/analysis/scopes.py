"""Names: where they are read from, what assigning them does."""

from __future__ import annotations

import builtins

from astroid import nodes

from ..model.values import NEVER, STR, Value, symbol, unknown
from . import hazards
from .state import Cell, Frame, ScopeChain

BUILTINS = frozenset(dir(builtins))
_MODULE_NAMES = {"__name__": STR, "__file__": STR, "__doc__": STR, "__package__": STR, "__qualname__": STR}


def lookup(frame: Frame, name: str, node: nodes.NodeNG | None = None) -> Value:
    """The value of ``name`` when it is not in the frame's own environment; ``node`` is the read, if it is one."""
    function = frame.activation.function
    if frame.class_scope is None and function is not None and name in function.local_names:
        frame.unbound_reads += 1
        return NEVER
    scope: Frame | ScopeChain | None = frame.parent
    if function is not None and name in function.global_names:
        scope = None
    while scope is not None:
        if isinstance(scope, Frame):
            # A class body reads the frame around it.
            found = scope.env.get(name)
            return found if found is not None else lookup(scope, name)
        owner = scope.activation
        if owner.function is not None and name in owner.function.local_names:
            cell = owner.cells.get(name)
            if cell is None:
                cell = owner.cells[name] = Cell()
            value = frame.machine.read(cell, frame, name)
            if node is not None:
                frame.activation.outer_reads[(owner, name)] = (node, value)
            return value
        scope = scope.parent
    return _global(frame, name, node)


def _global(frame: Frame, name: str, node: nodes.NodeNG | None) -> Value:
    cell = frame.module.cells.get(name)
    if cell is not None:
        value = frame.machine.read(cell, frame, name)
        if value is not NEVER:
            if node is not None and frame.activation.function is not None:
                frame.activation.outer_reads[(frame.module, name)] = (node, value)
            return value
    for star in frame.module.star_imports:
        value = frame.getattr(frame.module.module.tree, star, name)
        if value is not NEVER:
            return value
    if name in _MODULE_NAMES:
        return _MODULE_NAMES[name]
    if name in BUILTINS:
        return symbol(f"builtins.{name}")
    if cell is None and frame.activation.function is not None and name in frame.module.module.tree.locals:
        # Assigned further down in a module that is still running.
        cell = frame.module.cells[name] = Cell()
        return frame.machine.read(cell, frame, name)
    return NEVER if cell is not None else unknown(f"{name} is not defined")


def assign_name(frame: Frame, name: str, value: Value, node: nodes.NodeNG) -> None:
    """``name = value`` in the running scope."""
    machine = frame.machine
    if name in frame.path_roots:
        forget_paths(frame, name)
    function = frame.activation.function
    if frame.class_scope is None and function is not None:
        if name in function.global_names:
            cell = frame.module.cells.setdefault(name, Cell())
            frame.module.written_elsewhere.setdefault(name, {})[node] = frame.activation
            _outer_write(frame, "global-write", node, name, value)
            machine.write(cell, value)
            frame.env[name] = value
            return
        if name in function.nonlocal_names:
            scope = frame.parent
            while isinstance(scope, ScopeChain):
                owner = scope.activation
                if owner.function is not None and name in owner.function.local_names:
                    _outer_write(frame, "nonlocal-write", node, name, value, owner_of=scope)
                    machine.write(owner.cells.setdefault(name, Cell()), value)
                    break
                scope = scope.parent
            frame.env[name] = value
            return
        if name in function.captured_names:
            machine.write(frame.activation.cells.setdefault(name, Cell()), value)
    elif frame.class_scope is None:
        machine.write(frame.module.cells.setdefault(name, Cell()), value)
    frame.env[name] = value


def _outer_write(
    frame: Frame, kind: str, node: nodes.NodeNG, name: str, value: Value, owner_of: ScopeChain | None = None
) -> None:
    if hazards.restores(frame.activation.function):
        return
    guard = "lazy" if hazards.made_once(frame, name) else ""
    hazards.report(
        frame, kind, node, name, target=owner_of.activation if owner_of else None, side_effect=True, guard=guard
    )
    hazards.leak(frame, node, name, value, owner_of.activation if owner_of else None, guard=guard)


def forget_paths(frame: Frame, name: str) -> None:
    """Drop what is known of ``name.…`` when ``name`` is bound anew."""
    prefix = name + "."
    for path in [p for p in frame.env if p.startswith(prefix)]:
        del frame.env[path]


def forget_attributes(frame: Frame, written: set[str]) -> None:
    """Drop what is known of access paths whose attributes a call has written."""
    for path in [p for p in frame.env if "." in p and not written.isdisjoint(p.split(".")[1:])]:
        del frame.env[path]


def known_path(frame: Frame, node: nodes.NodeNG) -> str | None:
    """:func:`path_of`, found once for each expression."""
    paths = frame.machine.paths
    if node not in paths:
        paths[node] = path_of(node)
    return paths[node]


def path_of(node: nodes.NodeNG) -> str | None:
    """``self.x.y`` of a chain of attributes from a name, ``d['k']`` as ``d.[k]``, else ``None``."""
    parts: list[str] = []
    current = node
    while True:
        if type(current) is nodes.Attribute or type(current) is nodes.AssignAttr:
            parts.append(current.attrname)
            current = current.expr
        elif type(current) is nodes.Subscript and type(current.slice) is nodes.Const:
            parts.append(f"[{current.slice.value!r}]")
            current = current.value
        else:
            break
    if type(current) is nodes.Name:
        parts.append(current.name)
        return ".".join(reversed(parts))
    return None
