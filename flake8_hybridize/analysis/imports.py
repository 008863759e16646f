"""Import statements: modules of the program, libraries, and what cannot be found."""

from __future__ import annotations

from typing import Any

from astroid import nodes

from .. import knowledge
from ..model.values import NEVER, Unknown, Value, symbol, unknown
from ..project import Module, exported_names
from . import foreign
from .objects import ModuleValue, intern
from .state import Cell, Frame, Machine, ModuleState


def module_state(machine: Machine, module: Module) -> ModuleState:
    """The state of a module of the program; its body runs when it is first asked for."""
    state = machine.modules.get(module)
    if state is None:
        state = machine.modules[module] = ModuleState(module)
        machine.by_tree[module.tree] = module
        machine.run_module(state)
    return state


def execute_import(frame: Frame, node: nodes.Import) -> None:
    """``import a.b as c``."""
    for name, alias in node.names:
        if alias:
            value = imported(frame, name, 0)
            frame.machine.assign_name(frame, alias, value, node)
        else:
            imported(frame, name, 0)
            top = name.split(".")[0]
            frame.machine.assign_name(frame, top, imported(frame, top, 0), node)


def execute_import_from(frame: Frame, node: nodes.ImportFrom) -> None:
    """``from a import b as c``, relative and star forms too."""
    machine = frame.machine
    base = imported(frame, node.modname, node.level or 0)
    for name, alias in node.names:
        if name == "*":
            _star(frame, base, node)
            continue
        value = import_member(machine, frame, base, name)
        machine.assign_name(frame, alias or name, value, node)


def import_member(machine: Machine, frame: Frame, base: Value, name: str) -> Value:
    """``from base import name``."""
    if isinstance(base, ModuleValue):
        return module_member(machine, frame, base, name)
    return frame.getattr(frame.module.module.tree, base, name)


def module_member(machine: Machine, frame: Frame, module: ModuleValue, name: str) -> Value:
    """The attribute ``name`` of a module of the program: a global of it, or a submodule."""
    target = module.state
    if isinstance(target, ModuleState):
        cell = target.cells.get(name)
        if cell is not None and cell.value is not NEVER:
            return machine.read(cell, frame)
        for star in target.star_imports:
            found = frame.getattr(target.module.tree, star, name)
            if found is not NEVER:
                return found
        package: Any = target.module
    else:
        package = target
    inner = machine.project.submodule(package, name)
    if inner is not None:
        return _value_of(machine, inner)
    if isinstance(target, ModuleState):
        # Not assigned yet: an import cycle, or a name that is set later.
        cell = target.cells.setdefault(name, Cell())
        return machine.read(cell, frame, f"{target.module.name}.{name}")
    return unknown(f"{name} not found")


def alternative(frame: Frame, node: nodes.Try) -> list[nodes.NodeNG] | None:
    """The handler of ``try: from a import x`` / ``except ImportError: from b import x``, if ``a`` is not found and
    the handler imports the same names from elsewhere: then these are the ones that the program is known to use."""
    handler = node.handlers[0] if len(node.handlers) == 1 else None
    if (
        handler is None
        or handler.type is None
        or ("ImportError" not in handler.type.as_string() and "ModuleNotFoundError" not in handler.type.as_string())
    ):
        return None
    names = _bound_names(node.body)
    if not names or node.orelse or _bound_names(handler.body) != names:
        return None
    first = node.body[0]
    wanted = (
        [(first.modname, first.level or 0)] if isinstance(first, nodes.ImportFrom) else [(n, 0) for n, _ in first.names]
    )
    return handler.body if all(isinstance(imported(frame, name, level), Unknown) for name, level in wanted) else None


def _bound_names(body: list[nodes.NodeNG]) -> set[str]:
    """The names that a block of imports binds; empty if there is anything else in it."""
    if not all(isinstance(s, (nodes.Import, nodes.ImportFrom)) for s in body):
        return set()
    return {alias or name.split(".")[0] for s in body for name, alias in s.names}


def imported(frame: Frame, name: str | None, level: int) -> Value:
    """The module ``name``, ``level`` packages up."""
    machine = frame.machine
    importer = frame.module.module
    found = machine.project.resolve_import(importer, name or None, level)
    if found is not None:
        if name and not level and "." in name:
            # The packages on the way are imported too.
            machine.project_packages(frame, name)
        return _value_of(machine, found)
    if level or not name:
        return unknown(f"relative import of {'.' * level}{name or ''} not found")
    top = name.split(".")[0]
    if knowledge.is_library(top):
        entry = knowledge.find(name)
        return symbol(entry.name if entry is not None else name)
    if top in machine.options.assume_pure:
        return symbol(name)
    return foreign.named(frame, frame.module.module.tree, name)


def _value_of(machine: Machine, found: Any) -> Value:
    if isinstance(found, Module):
        return intern(machine, ModuleValue, module_state(machine, found))
    return intern(machine, ModuleValue, found)


def _star(frame: Frame, base: Value, node: nodes.ImportFrom) -> None:
    machine = frame.machine
    if isinstance(base, ModuleValue) and isinstance(base.state, ModuleState):
        state = base.state
        exported = exported_names(state.module.tree)
        names = exported if exported is not None else [n for n in list(state.cells) if not n.startswith("_")]
        for name in names:
            machine.assign_name(frame, name, module_member(machine, frame, base, name), node)
        frame.module.star_imports.extend(s for s in state.star_imports if s not in frame.module.star_imports)
    elif base not in frame.module.star_imports:
        frame.module.star_imports.append(base)
