"""Probes: a call at the start of every function of a program's files, put in as the files are imported.

The code that runs is compiled from the instrumented tree while the files and :mod:`linecache` keep the original
text, so line numbers, tracebacks and ``inspect.getsource`` stay as they were. AutoGraph reads the original text;
:mod:`tools.judge.hooks` puts the same probes into what it generates.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.machinery import FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

PROBE = "__judge_probe__"


@dataclass(frozen=True, slots=True)
class Definition:
    """One ``def``: where it is, and the names of its parameters (``self``/``cls`` left out, stars kept).

    ``line`` is that of ``def``, ``first_line`` that of the first decorator, as code objects have it.
    """

    number: int
    file: str
    name: str
    line: int
    first_line: int
    parameters: tuple[str, ...]
    has_receiver: bool


@dataclass(slots=True)
class Registry:
    """All definitions of a program, found by number, by line of the ``def`` and by code object's first line."""

    root: Path
    definitions: list[Definition] = field(default_factory=list)
    by_line: dict[tuple[str, int], Definition] = field(default_factory=dict)
    by_first_line: dict[tuple[str, int], Definition] = field(default_factory=dict)

    def add_file(self, path: Path, tree: ast.Module) -> None:
        """Registers the definitions of ``tree``, once per file."""
        full = str(path)
        file = path.relative_to(self.root).as_posix()
        for node, name, has_receiver in functions(tree):
            if (full, node.lineno) in self.by_line:
                continue
            names = parameter_names(node.args)
            first_line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            definition = Definition(
                number=len(self.definitions),
                file=file,
                name=name,
                line=node.lineno,
                first_line=first_line,
                parameters=tuple(names[1:] if has_receiver else names),
                has_receiver=has_receiver,
            )
            self.definitions.append(definition)
            self.by_line[full, node.lineno] = definition
            self.by_first_line[full, first_line] = definition


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> list[tuple[Function, str, bool]]:
    """Every function with its qualified name, and whether its first parameter is the receiver."""
    found: list[tuple[Function, str, bool]] = []

    def visit(node: ast.AST, prefix: str, in_class: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in child.decorator_list)
                positional = bool(child.args.posonlyargs or child.args.args)
                found.append((child, prefix + child.name, in_class and not static and positional))
                visit(child, f"{prefix}{child.name}.", in_class=False)
            elif isinstance(child, ast.ClassDef):
                visit(child, f"{prefix}{child.name}.", in_class=True)
            else:
                visit(child, prefix, in_class)

    visit(tree, "", in_class=False)
    return found


def parameter_names(arguments: ast.arguments) -> list[str]:
    """The names in the order of a signature, stars kept."""
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    if arguments.vararg:
        names.append("*" + arguments.vararg.arg)
    names.extend(a.arg for a in arguments.kwonlyargs)
    if arguments.kwarg:
        names.append("**" + arguments.kwarg.arg)
    return names


def probe_call(definition: Definition) -> str:
    """The source of the probe of ``definition``: its number and the values of its parameters."""
    values = "".join(name.lstrip("*") + ", " for name in definition.parameters)
    return f"{PROBE}({definition.number}, ({values}))"


def body_start(body: list[Any]) -> int:
    """Where the probe goes: after the docstring."""
    first = body[0]
    if type(first).__name__ != "Expr" or type(first.value).__name__ != "Constant":
        return 0
    return 1 if isinstance(first.value.value, str) else 0


def instrumented(source: bytes | str, path: Path, registry: Registry) -> CodeType:
    """The code of a module with probes in it."""
    tree = ast.parse(source, filename=str(path))
    registry.add_file(path, tree)
    for node, _, _ in functions(tree):
        definition = registry.by_line[str(path), node.lineno]
        statement = ast.parse(probe_call(definition)).body[0]
        for part in ast.walk(statement):
            ast.copy_location(part, node.body[0])
        node.body.insert(body_start(node.body), statement)
    code: CodeType = compile(tree, str(path), "exec", dont_inherit=True)
    return code


def install(registry: Registry) -> None:
    """From now on, modules below the registry's root are imported with probes."""
    compile_below(registry.root, lambda source, path: instrumented(source, path, registry))


def compile_below(folder: Path, compiled: Callable[[bytes, Path], CodeType]) -> None:
    """From now on, ``compiled`` makes the code of modules below ``folder`` from their text."""

    class Loader(SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType:
            path = self.get_filename(fullname)
            return compiled(self.get_data(path), Path(path))

    hook = FileFinder.path_hook((Loader, [".py"]))
    root = str(folder)

    def below_root(folder: str) -> Any:
        if folder == root or folder.startswith(root + "/"):
            return hook(folder)
        raise ImportError(folder)

    sys.path_hooks.insert(0, below_root)
    sys.path_importer_cache.clear()
