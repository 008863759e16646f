"""Tables of packages that are read as source text, not imported: they need versions of others that are long gone."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .inspecting import SPECIAL
from .returns import coarse_result
from .table import Row, Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


@dataclass(frozen=True)
class Module:
    """A module as text: what it defines and what its names import."""

    name: str
    defined: dict[str, ast.stmt]
    imported: dict[str, str]
    package: bool


class Reader:
    """Reads one package below ``folder``."""

    def __init__(self, package: str, folder: Path) -> None:
        self.package = package
        self.folder = folder
        self._modules: dict[str, Module | None] = {}

    def module(self, name: str) -> Module | None:
        """The module called ``name``; ``None`` when there is none."""
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Module | None:
        path = self.folder.joinpath(*name.split("."))
        package = (path / "__init__.py").is_file()
        path = path / "__init__.py" if package else path.with_suffix(".py")
        if not path.is_file():
            return None
        tree = ast.parse(path.read_text(encoding="utf-8"))
        defined: dict[str, ast.stmt] = {}
        imported: dict[str, str] = {}
        base = name if package else name.rpartition(".")[0]
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                defined[node.name] = node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        defined[target.id] = node
            elif isinstance(node, ast.Import):
                for item in node.names:
                    imported[item.asname or item.name.partition(".")[0]] = (
                        item.name if item.asname else item.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                top = base.split(".")[: len(base.split(".")) - node.level + 1] if node.level else []
                source = ".".join([*top, *([node.module] if node.module else [])])
                for item in node.names:
                    imported[item.asname or item.name] = f"{source}.{item.name}"
        return Module(name, defined, imported, package)

    def resolve(self, name: str, depth: int = 12) -> str:
        """Follow imports of the package until ``name`` is where it is defined."""
        head, _, last = name.rpartition(".")
        if not head or depth == 0:
            return name
        module = self.module(head)
        if module is None:
            outer = self.resolve(head, depth - 1)
            return self.resolve(f"{outer}.{last}", depth - 1) if outer != head else name
        if last in module.defined or self.module(name) is not None:
            return self._alias(module, last, depth) or name
        if last in module.imported:
            return self.resolve(module.imported[last], depth - 1)
        return name

    def _alias(self, module: Module, last: str, depth: int) -> str | None:
        node = module.defined.get(last)
        if isinstance(node, ast.Assign) and (text := dotted(node.value)):
            return self.resolve(self.qualify(module, text), depth - 1)
        return None

    def qualify(self, module: Module, text: str) -> str:
        """The qualified name of a dotted expression in ``module``."""
        first, _, rest = text.partition(".")
        start = module.imported.get(first, f"{module.name}.{first}")
        return f"{start}.{rest}" if rest else start


def dotted(node: ast.expr) -> str:
    """The text of ``a.b.c``; empty for any other expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def read_package(package: str, folder: Path, version: str, hidden: frozenset[str]) -> Table:
    """The table of the public names of ``package`` in ``folder``; modules called as in ``hidden`` are private."""
    reader = Reader(package, folder)
    paths: dict[str, list[str]] = {}
    modules: list[str] = []
    pending = [package]
    while pending:
        name = pending.pop(0)
        module = reader.module(name)
        if module is None or name in modules:
            continue
        modules.append(name)
        for public in sorted({*module.defined, *module.imported}):
            where = f"{name}.{public}"
            target = reader.resolve(where)
            if public.startswith("_") or not target.startswith(package + ".") or (public in hidden):
                continue
            if reader.module(target) is not None:
                if module.package:
                    pending.append(where if reader.module(where) is not None else target)
                    if reader.module(where) is None:
                        paths.setdefault(target, []).append(where)
                continue
            paths.setdefault(target, []).append(where)
        if module.package:
            for child in sorted((folder.joinpath(*name.split("."))).iterdir()):
                stem = child.stem
                if (
                    not stem.startswith("_")
                    and stem not in hidden
                    and not stem.endswith("_test")
                    and stem != "conftest"
                ):
                    if child.suffix == ".py" or (child / "__init__.py").is_file():
                        pending.append(f"{name}.{stem}")
    return _tabulate(reader, package, version, modules, paths)


def _tabulate(reader: Reader, package: str, version: str, modules: list[str], paths: dict[str, list[str]]) -> Table:
    table = Table(f"{package} {version}", package)
    chosen = {target: min(found, key=lambda path: (path.count("."), path)) for target, found in paths.items()}

    def short(name: str) -> str:
        return name.removeprefix(package + ".") if name != package else "."

    for name in modules:
        table.entries[short(name)] = Row("module")
    for target, name in chosen.items():
        if target in modules:
            for path in paths[target]:
                if path not in modules:
                    table.aliases[short(path)] = short(target)
            continue
        head, _, last = target.rpartition(".")
        module = reader.module(head)
        node = module.defined.get(last) if module is not None else None
        if module is None or node is None:
            continue
        table.entries[short(name)] = _row(reader, module, node, chosen)
        for path in {*paths[target], target}:
            if path != name:
                table.aliases[short(path)] = short(name)
    for alias in list(table.aliases):
        if alias in table.entries:
            del table.aliases[alias]
    return table


def _row(reader: Reader, module: Module, node: ast.stmt, chosen: dict[str, str]) -> Row:
    if isinstance(node, ast.FunctionDef):
        return Row("function", _parameters(node.args), coarse_result(ast.get_docstring(node)))
    if not isinstance(node, ast.ClassDef):
        return Row("constant")
    row = Row("class", None)
    lines = [
        line
        for base in node.bases
        if (text := dotted(base))
        for line in _ancestors(reader, reader.qualify(module, text), chosen)
    ]
    row.bases = list(dict.fromkeys(lines))
    row.members = _members(node)
    row.parameters = _constructor(reader, module, node)
    return row


def _ancestors(reader: Reader, name: str, chosen: dict[str, str]) -> list[str]:
    target = reader.resolve(name)
    head, _, last = target.rpartition(".")
    module = reader.module(head)
    if module is None:
        from flake8_hybridize.knowledge import names

        return list(names.mro(target))
    node = module.defined.get(last)
    if not isinstance(node, ast.ClassDef):
        return []
    own = [chosen[target]] if target in chosen else []
    return own + [
        line
        for base in node.bases
        if (text := dotted(base))
        for line in _ancestors(reader, reader.qualify(module, text), chosen)
    ]


def _constructor(reader: Reader, module: Module, node: ast.ClassDef, depth: int = 8) -> list[str] | None:
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name == "__init__":
            return _parameters(item.args)[1:]
    for base in node.bases:
        target = reader.resolve(reader.qualify(module, dotted(base)))
        head, _, last = target.rpartition(".")
        owner = reader.module(head)
        inner = owner.defined.get(last) if owner is not None else None
        if owner is not None and isinstance(inner, ast.ClassDef) and depth:
            return _constructor(reader, owner, inner, depth - 1)
    return None


def _members(node: ast.ClassDef) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and (not item.name.startswith("_") or item.name in SPECIAL):
            marks = {dotted(mark).rpartition(".")[2] for mark in item.decorator_list}
            names = _parameters(item.args)
            result = coarse_result(ast.get_docstring(item))
            if marks & {"property", "cached_property", "setter"}:
                found[item.name] = Row("property")
            elif "staticmethod" in marks:
                found[item.name] = Row("staticmethod", names, result)
            else:
                found[item.name] = Row("classmethod" if "classmethod" in marks else "method", names[1:], result)
    return found


def _parameters(arguments: ast.arguments) -> list[str]:
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)]
    if arguments.vararg:
        names.append("*" + arguments.vararg.arg)
    elif arguments.kwonlyargs:
        names.append("*")
    names += [item.arg for item in arguments.kwonlyargs]
    if arguments.kwarg:
        names.append("**" + arguments.kwarg.arg)
    return names


@cache
def version_in(folder: Path, distribution: str) -> str:
    """The version that the metadata beside the package gives."""
    for path in folder.glob(f"{distribution}-*.dist-info"):
        return path.name.removeprefix(f"{distribution}-").removesuffix(".dist-info")
    return "unknown version"
