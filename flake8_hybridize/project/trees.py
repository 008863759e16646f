"""The one place that builds syntax trees.

A tree comes from the standard parser and astroid's bare rebuilder. No astroid manager, brain or transform takes part,
so nothing is cached by module name, no import is followed, and no code of the program is ever imported or run.

What such trees have: ``parent``, ``locals`` of every scope (names of ``from`` imports are entered here), ``lineno``,
``col_offset`` (UTF-8 bytes), ``end_lineno``, ``doc_node``, ``position`` of ``def`` and ``class`` keywords,
``scope()``, ``frame()``, ``qname()``, ``lookup()`` of names that the module binds.

What they don't have: names that a star import brings, ``instance_attrs``, type comments. Peculiarities of astroid:
``lineno`` of a decorated ``def`` is its first decorator's (``position.lineno`` is the keyword's); a name that is
declared ``nonlocal`` and assigned is among the *inner* function's locals; ``lookup()`` of an unbound name consults
astroid's model of ``builtins``; ``infer()`` must not be called, since it may import.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Collection
from typing import TypeVar

from astroid import nodes
from astroid.manager import AstroidManager
from astroid.nodes.utils import Position
from astroid.rebuilder import TreeRebuilder

from flake8_hybridize.project.collector import collector_paused
from flake8_hybridize.project.stack import run_deep
from flake8_hybridize.project.text import SourceText

Result = TypeVar("Result")

_HEADER = re.compile(r"(?:async[ \t\f]+def|def|class)[ \t\f]+(\w+)")


class BadSource(Exception):
    """The source is no legal Python. ``line`` is 0 if no line can be named."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class TooDeep(Exception):
    """The source is nested deeper than the parser or the tree builder can go."""


def check(source: SourceText) -> None:
    """Raise BadSource or TooDeep if the running interpreter can't parse the source."""
    _guarded(lambda: _parse(source))


def build(source: SourceText, name: str, path: str, is_package: bool) -> nodes.Module:
    """Build the tree of a module. Raises BadSource or TooDeep."""
    return _guarded(lambda: _build(source, name, path, is_package))


def _guarded(action: Callable[[], Result]) -> Result:
    with collector_paused():
        try:
            return action()
        except RecursionError:
            pass
        except MemoryError as error:
            raise TooDeep("it is nested too deeply to be parsed") from error
        try:
            return run_deep(action)
        except (RecursionError, MemoryError) as error:
            raise TooDeep("it is nested too deeply to be parsed") from error


def _parse(source: SourceText) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        raise BadSource(error.msg, error.lineno or 0) from error
    except ValueError as error:  # lone surrogates, null characters
        raise BadSource(str(error)) from error


def _build(source: SourceText, name: str, path: str, is_package: bool) -> nodes.Module:
    tree = _parse(source)
    rebuilder = _Rebuilder(source)
    module = rebuilder.visit_module(tree, name, path, is_package)
    module.file_encoding = source.encoding
    for node, global_names in rebuilder._import_from_nodes:
        if node.modname == "__future__":
            module.future_imports.update(imported for imported, _ in node.names)
        _add_imported_names(module, node, global_names)
    return module


def _add_imported_names(module: nodes.Module, node: nodes.ImportFrom, global_names: Collection[str]) -> None:
    assert node.parent is not None
    for imported, alias in node.names:
        if imported == "*":
            continue
        name = alias or imported
        scope = module if name in global_names else node.parent.scope()
        scope.set_local(name, node)
        bindings = scope.locals[name]
        if len(bindings) > 1:
            bindings.sort(key=lambda binding: binding.fromlineno or 0)


class _Rebuilder(TreeRebuilder):  # type: ignore[misc]  # astroid is untyped for others
    """astroid's rebuilder, made faster: ``def`` and ``class`` are placed without a tokenizer, reads are short cut."""

    def __init__(self, source: SourceText) -> None:
        super().__init__(AstroidManager())
        self._lines = source.lines

    def visit_name(self, node: ast.Name, parent: nodes.NodeNG) -> nodes.NodeNG:
        if type(node.ctx) is not ast.Load:
            return super().visit_name(node, parent)
        return nodes.Name(
            node.id,
            node.lineno,
            node.col_offset,
            parent,
            end_lineno=node.end_lineno,
            end_col_offset=node.end_col_offset,
        )

    def visit_attribute(self, node: ast.Attribute, parent: nodes.NodeNG) -> nodes.NodeNG:
        if type(node.ctx) is not ast.Load:
            return super().visit_attribute(node, parent)
        attribute = nodes.Attribute(
            node.attr,
            node.lineno,
            node.col_offset,
            parent,
            end_lineno=node.end_lineno,
            end_col_offset=node.end_col_offset,
        )
        attribute.postinit(self.visit(node.value, attribute))
        return attribute

    def _get_position_info(
        self,
        node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
        parent: nodes.ClassDef | nodes.FunctionDef | nodes.AsyncFunctionDef,
    ) -> Position | None:
        line = self._lines[node.lineno - 1]
        if line.isascii():
            header = _HEADER.match(line, node.col_offset)
            if header is not None and header.group(1) == node.name:
                return Position(node.lineno, node.col_offset, node.lineno, header.end())
        # A name in other letters or on a continuation line: the end of the header isn't worth a tokenizer.
        end = node.col_offset + (5 if isinstance(node, ast.ClassDef | ast.AsyncFunctionDef) else 3)  # class, async; def
        return Position(node.lineno, node.col_offset, node.lineno, end)
