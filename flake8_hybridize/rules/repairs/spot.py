"""The text at the place of a hazard, as repairs see it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...model.facts import FunctionFacts, Hazard
from ...model.findings import UNSAFE, Edit, Fix
from ...model.places import Place
from ...model.source import Sources
from ..imports import insertion
from ..names import candidates, imported, is_free, is_tensorflow_at
from ..syntax import Function, Syntax, syntax_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A hazard of ``function`` (``None`` outside of functions) in the syntax of its file."""

    hazard: Hazard
    function: FunctionFacts | None
    syntax: Syntax

    def node(self, *kinds: type[ast.AST]) -> ast.AST | None:
        """The outermost node of these kinds that spans exactly the place of the hazard."""
        return next((n for n in self.syntax.nodes_at(self.hazard.place) if isinstance(n, kinds)), None)

    def call(self) -> ast.Call | None:
        """The call at the place of the hazard."""
        node = self.node(ast.Call)
        return node if isinstance(node, ast.Call) else None

    def text(self, node: ast.AST) -> str:
        """The source text of ``node``, without parentheses around it."""
        start, end = self.syntax.start(node), self.syntax.end(node)
        return self.syntax.source.segment(Place("", *start, *end))

    def tensorflow(self, node: ast.AST) -> str | None:
        """How TensorFlow is spelled at ``node``; ``None`` if it is not in reach."""
        statement = self.syntax.statement(node)
        known = (c.name for c in candidates(self.syntax) if c.module)
        return next((name for name in known if is_tensorflow_at(self.syntax, name, statement, module=True)), None)

    def replace(self, node: ast.AST, text: str) -> Edit:
        """The edit that puts ``text`` in the place of ``node``."""
        return Edit(self.syntax.start(node), self.syntax.end(node), text)

    def around(self, node: ast.AST, before: str, after: str) -> tuple[Edit, Edit]:
        """The edits that put ``before`` and ``after`` around ``node``."""
        start, end = self.syntax.start(node), self.syntax.end(node)
        return Edit(start, start, before), Edit(end, end, after)

    def scope(self, node: ast.AST) -> Function | None:
        """The innermost function around ``node``."""
        return next((a for a in self.syntax.ancestors(node) if isinstance(a, (*_DEFS, ast.Lambda))), None)

    def is_local(self, name: ast.expr, node: ast.AST) -> bool:
        """``name`` is a plain name that the innermost function around ``node`` binds itself."""
        scope = self.scope(node)
        return isinstance(name, ast.Name) and isinstance(scope, _DEFS) and name.id in bound_in(scope)

    def module(self, name: str, node: ast.AST) -> tuple[Edit, ...] | None:
        """The edits that make ``import name`` available at ``node``: none if it is; ``None`` where that cannot be."""
        own = [s for s in self.syntax.tree.body if (name, name) in imported(s)]
        if not is_free(self.syntax, name, besides=own):
            return None
        if any(statement.lineno < node.lineno for statement in own):  # type: ignore[attr-defined]
            return ()
        edit = insertion(self.syntax, f"import {name}", self.syntax.statement(node))
        return None if edit is None else (edit,)


_DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
Repair = Callable[[Spot], Fix | None]


def repaired(repair: Repair | None, hazard: Hazard, function: FunctionFacts | None, sources: Sources) -> Fix | None:
    """The fix that ``repair`` makes where the hazard happens."""
    syntax = None if repair is None else syntax_of(sources, hazard.place.file)
    return None if repair is None or syntax is None else repair(Spot(hazard, function, syntax))


def unsafe(message: str, *edits: Edit) -> Fix:
    """An unsafe fix."""
    return Fix(UNSAFE, message, edits)


def bound_in(scope: Function) -> frozenset[str]:
    """The names that a function binds itself: parameters and what its body assigns, without inner scopes."""
    if isinstance(scope, ast.Lambda):
        return frozenset()
    arguments = scope.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    names = {argument.arg for argument in every if argument is not None}
    outer: set[str] = set()
    for node in inside(scope.body):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            outer.update(node.names)
    return frozenset(names - outer)


def inside(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes of ``statements``, those of inner functions, classes and comprehensions left out."""
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_DEFS, ast.Lambda, ast.ClassDef, *_COMPREHENSIONS)):
            waiting.extend(ast.iter_child_nodes(node))


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
