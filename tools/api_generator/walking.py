"""Public paths of a live package, and the choice of one name for each object."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from typing import Any

from .inspecting import members_of, row_of
from .table import Row, Table

Predicate = Callable[[str, types.ModuleType], bool]
Choice = Callable[[Any, list[str]], str]


def shortest(value: Any, paths: list[str]) -> str:
    """The path with the fewest parts, then the first by the alphabet."""
    return min(paths, key=lambda path: (path.count("."), path))


def public_paths(
    root: types.ModuleType, top: str, enter: Predicate, *, once: bool = False
) -> dict[int, tuple[Any, list[str]]]:
    """Every public object below ``root`` with all paths that lead to it, by identity; constants by path.

    ``once``: no module is entered by a second path, and ``__all__`` is heeded; for packages whose modules show others.
    """
    found: dict[int, tuple[Any, list[str]]] = {}
    pending: list[tuple[str, types.ModuleType]] = [(top, root)]
    visited: set[str] = set()
    fresh = iter(range(-1, -(10**9), -1))
    while pending:
        path, module = pending.pop(0)
        if path in visited or (once and id(module) in found):
            continue
        visited.add(path)
        try:
            attributes = sorted(set(getattr(module, "__all__", None) or dir(module)) if once else set(dir(module)))
        except ImportError:  # A lazy module of something that isn't installed.
            continue
        found.setdefault(id(module), (module, []))[1].append(path)
        for name in attributes:
            if name.startswith("_") and name not in ("__internal__", "__operators__", "__version__"):
                continue
            try:
                value = getattr(module, name, None)
            except ImportError:
                continue
            where = f"{path}.{name}"
            if isinstance(value, types.ModuleType):
                if enter(where, value):
                    pending.append((where, value))
            elif has_identity(value):
                found.setdefault(id(value), (value, []))[1].append(where)
            else:
                found[next(fresh)] = (value, [where])
    return found


def has_identity(value: Any) -> bool:
    """Two paths to the same object are aliases; equal plain constants are not."""
    return callable(value) or type(value).__name__ == "DType"


def build(
    source: str,
    prefix: str,
    found: dict[int, tuple[Any, list[str]]],
    choose: Choice,
    *,
    canonical_elsewhere: Callable[[type], str | None] = lambda cls: None,
    note: Callable[[Any], str] = lambda value: "",
) -> tuple[Table, dict[int, str]]:
    """The table of ``found`` and the canonical full name of each object, by identity."""
    names: dict[int, str] = {}
    for key, (value, paths) in found.items():
        names[key] = choose(value, paths)
    table = Table(source, prefix, objects=[value for value, _ in found.values()])

    def canonical(cls: type) -> str | None:
        return names.get(id(cls)) or canonical_elsewhere(cls)

    for key, (value, paths) in found.items():
        row = row_of(value)
        row.note = note(value) or row.note
        if isinstance(value, type):
            row.bases = bases_of(value, canonical)
            row.members = members_of(value, canonical)
        table.entries[strip(names[key], prefix)] = row
        for path in paths:
            if path != names[key]:
                table.aliases[strip(path, prefix)] = strip(names[key], prefix)
    drop_implied(table)
    return table, names


def bases_of(cls: type, canonical: Callable[[type], str | None]) -> list[str]:
    """Canonical names of the public ancestors in method resolution order."""
    return [name for base in cls.__mro__[1:] if base is not object and (name := canonical(base))]


def strip(name: str, prefix: str) -> str:
    """``name`` below ``prefix``; ``"."`` for the library itself."""
    return "." if name == prefix else name.removeprefix(prefix + ".") if prefix else name


def drop_implied(table: Table) -> None:
    """Leave out aliases that follow from the alias of their module."""
    modules = {alias: target for alias, target in table.aliases.items() if is_module(table.entries.get(target))}

    def implied(alias: str, target: str) -> bool:
        head, _, last = alias.rpartition(".")
        return (
            bool(head)
            and head in modules
            and table.aliases.get(f"{modules[head]}.{last}", f"{modules[head]}.{last}") == target
        )

    for alias, target in list(table.aliases.items()):
        if implied(alias, target):
            del table.aliases[alias]


def is_module(row: Row | None) -> bool:
    """``row`` is that of a module."""
    return row is not None and row.kind == "module"


def merge(tables: Iterable[Table], into: Table) -> Table:
    """Entries and aliases of ``tables`` that ``into`` lacks, added to it."""
    for table in tables:
        for name, row in table.entries.items():
            if name not in into.aliases:
                into.entries.setdefault(name, row)
        for alias, target in table.aliases.items():
            if alias not in into.entries:
                into.aliases.setdefault(alias, target)
    return into
