"""Syntax trees of a file's text, in the columns of :class:`~flake8_hybridize.model.places.Place`."""

from __future__ import annotations

import ast
import functools
import io
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model.places import Place
from ..model.source import Source, Sources

Position = tuple[int, int]
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.Module
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Syntax:
    """The tree of ``source`` and the parent of every node. What is asked for often is found once."""

    source: Source
    tree: ast.Module
    parents: dict[ast.AST, ast.AST]

    @cached_property
    def reads(self) -> Counter[str]:
        """How often each name is mentioned in an expression or bound by an assignment or ``del``."""
        return Counter(node.id for node in self.parents if isinstance(node, ast.Name))

    @cached_property
    def imports(self) -> tuple[ast.Import | ast.ImportFrom, ...]:
        """All import statements, wherever they are."""
        return tuple(node for node in self.parents if isinstance(node, (ast.Import, ast.ImportFrom)))

    @cached_property
    def global_names(self) -> frozenset[str]:
        """The names that some function declares ``global``."""
        return frozenset(name for node in self.parents if isinstance(node, ast.Global) for name in node.names)

    @cached_property
    def _definitions(self) -> dict[int, ast.FunctionDef | ast.AsyncFunctionDef]:
        functions = (n for n in self.parents if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
        return {node.lineno: node for node in functions}

    @cached_property
    def _expressions(self) -> dict[int, list[ast.expr]]:
        by_line: dict[int, list[ast.expr]] = {}
        for node in self.parents:
            if isinstance(node, ast.expr):
                by_line.setdefault(node.lineno, []).append(node)
        return by_line

    @cached_property
    def _statements(self) -> dict[int, list[ast.stmt]]:
        by_line: dict[int, list[ast.stmt]] = {}
        for node in self.parents:
            if isinstance(node, ast.stmt):
                by_line.setdefault(node.lineno, []).append(node)
        return by_line

    def definition(self, line: int, column: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The ``def`` whose keyword is at ``line`` and ``column``."""
        node = self._definitions.get(line)
        # Of ``async def`` either keyword may be meant; only one ``def`` begins on a line.
        return node if node is not None and self.start(node)[1] <= column else None

    def expression(self, start: Position, end: Position) -> ast.expr | None:
        """The outermost expression that spans exactly ``start`` to ``end``."""
        on_line = self._expressions.get(start[0], ())
        return next((node for node in on_line if (self.start(node), self.end(node)) == (start, end)), None)

    def nodes_at(self, place: Place) -> list[ast.expr | ast.stmt]:
        """The expressions and statements that span exactly ``place``, outermost first."""
        start, end = (place.line, place.column), (place.end_line, place.end_column)
        on_line: list[ast.expr | ast.stmt] = [*self._statements.get(start[0], ()), *self._expressions.get(start[0], ())]
        return [node for node in on_line if (self.start(node), self.end(node)) == (start, end)]

    def start(self, node: ast.AST) -> Position:
        """Line and column where ``node`` begins, from 1, in characters."""
        return self._position(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> Position:
        """Line and column after the last character of ``node``."""
        return self._position(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _position(self, line: int, offset: int) -> Position:
        text = self.source.lines[line - 1]
        if text.isascii():
            return line, offset + 1
        return line, len(text.encode()[:offset].decode()) + 1

    def at(self, place: Place) -> ast.expr | None:
        """The outermost expression that spans exactly ``place``."""
        return self.expression((place.line, place.column), (place.end_line, place.end_column))

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around ``node``, innermost first."""
        parent = self.parents.get(node)
        while parent is not None:
            yield parent
            parent = self.parents.get(parent)

    def statement(self, node: ast.AST) -> ast.stmt:
        """The statement that ``node`` is or is part of."""
        current: ast.AST = node
        while not isinstance(current, ast.stmt):
            current = self.parents[current]
        return current


@functools.lru_cache(maxsize=4)
def parse(source: Source) -> Syntax | None:
    """The tree of ``source``; ``None`` if this interpreter cannot parse it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return Syntax(source, tree, parents)


def syntax_of(sources: Sources, file: str) -> Syntax | None:
    """The syntax of ``file``, if its text is there and can be parsed."""
    source = sources.get(file)
    return None if source is None else parse(source)


@functools.lru_cache(maxsize=4)
def tokens(source: Source) -> tuple[tokenize.TokenInfo, ...] | None:
    """The tokens of ``source``, columns from 0; ``None`` if it cannot be cut into tokens."""
    # Columns stay: only the line ends differ, and Python 3.11's tokenizer does not know a lone carriage return.
    text = "".join(line.rstrip("\r\n") + "\n" for line in source.lines)
    try:
        return tuple(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return None


def logical_line_end(source: Source, position: Position) -> int | None:
    """The last physical line of the logical line that holds ``position``."""
    found = tokens(source)
    if found is None:
        return None
    wanted = (position[0], position[1] - 1)
    return next((t.start[0] for t in found if t.type == tokenize.NEWLINE and t.start >= wanted), None)


def comments(source: Source, start: Position, end: Position) -> list[str]:
    """The comments between two positions."""
    first, last = (start[0], start[1] - 1), (end[0], end[1] - 1)
    return [t.string for t in tokens(source) or () if t.type == tokenize.COMMENT and first <= t.start < last]
