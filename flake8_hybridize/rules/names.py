"""How TensorFlow is spelled at a place of a file, and the import that makes a spelling possible.

A name is used only where it certainly is TensorFlow when the line runs: every binding of it in its scope is an
import of TensorFlow, one of them has run by then, and no scope in between hides it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .syntax import Syntax

_MODULES = frozenset({"tensorflow", "tensorflow.compat.v2", "tensorflow.compat.v1"})
_FUNCTIONS = frozenset(f"{module}.function" for module in _MODULES)
_DIVERGING = (ast.Raise, ast.Return, ast.Continue, ast.Break)
_FunctionDef = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that an import statement binds to TensorFlow (``module``) or to ``tf.function`` itself."""

    name: str
    module: bool
    lazy: bool


def imported(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """``(bound name, qualified target)`` for every alias of an absolute import statement."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            prefix = "." * statement.level + (f"{statement.module}." if statement.module else "")
            yield alias.asname or alias.name, prefix + alias.name


def candidates(syntax: Syntax) -> list[Candidate]:
    """Every name of the file that some import binds to TensorFlow; module-level ones and modules first."""
    found: dict[Candidate, None] = {}
    for node in syntax.imports:
        for name, target in imported(node):
            if target in _MODULES or target in _FUNCTIONS:
                lazy = any(isinstance(a, (*_FunctionDef, ast.ClassDef)) for a in syntax.ancestors(node))
                found[Candidate(name, target in _MODULES, lazy)] = None
    return sorted(found, key=lambda c: (c.lazy, not c.module))


def is_optional(syntax: Syntax) -> bool:
    """Whether the file imports something of TensorFlow, but can be loaded without: in functions, in a ``try``."""

    def of_tensorflow(_: str, target: str) -> bool:
        return target.partition(".")[0] == "tensorflow"

    named = any(of_tensorflow(*pair) for node in syntax.imports for pair in imported(node))
    return named and not _certain(syntax.tree.body, of_tensorflow)


def is_tensorflow_at(syntax: Syntax, name: str, place: ast.stmt, *, module: bool) -> bool:
    """Whether ``name`` certainly is TensorFlow (or ``tf.function``) when ``place``'s decorators are evaluated."""
    targets = _MODULES if module else _FUNCTIONS
    direct = True
    for scope in _visible_scopes(syntax, place):
        bindings = list(_bindings(scope, name))
        if not bindings:
            direct = direct and not isinstance(scope, _FunctionDef)
            continue
        if not all(_imports(binding, name, targets) for binding in bindings):
            return False
        if isinstance(scope, ast.Module) and name in syntax.global_names:
            return False
        return _has_run(syntax, scope, name, targets, place, in_scope_itself=direct)
    return False


def is_free(syntax: Syntax, name: str, besides: Sequence[ast.AST] = ()) -> bool:
    """Whether ``name`` is neither bound nor read anywhere in the file; with ``besides``, bound by nothing but these."""
    if (syntax.reads[name] and not besides) or name in syntax.global_names:
        return False
    return not any(name in _bound_by(node) for node in syntax.parents if node not in besides)


def _visible_scopes(syntax: Syntax, place: ast.stmt) -> Iterator[ast.AST]:
    first = True
    for node in syntax.ancestors(place):
        if isinstance(node, (*_FunctionDef, ast.Module)) or (isinstance(node, ast.ClassDef) and first):
            yield node
        # The names of a class body are seen by that body alone, not by functions in it.
        first = first and not isinstance(node, (*_FunctionDef, ast.ClassDef))


def _bindings(scope: ast.AST, name: str) -> Iterator[ast.AST]:
    """The nodes that bind ``name`` in ``scope`` itself."""
    if isinstance(scope, _FunctionDef):
        arguments = scope.args
        every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
        yield from (a for a in every if a is not None and a.arg == name)
    stack: list[ast.AST] = list(ast.iter_child_nodes(scope))
    while stack:
        node = stack.pop()
        if name in _bound_by(node):
            yield node
        if not isinstance(node, (*_FunctionDef, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(node))


def _bound_by(node: ast.AST) -> list[str]:
    """The names that ``node`` alone binds, arguments included."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [name for name, _ in imported(node)]
    if isinstance(node, ast.arg):
        return [node.arg]
    bound = getattr(node, "name", None)
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and bound:
        return [bound]
    if isinstance(node, ast.MatchMapping) and node.rest:
        return [node.rest]
    return []


def _imports(binding: ast.AST, name: str, targets: frozenset[str]) -> bool:
    if not isinstance(binding, (ast.Import, ast.ImportFrom)):
        return False
    return all(target in targets for bound, target in imported(binding) if bound == name)


def _has_run(
    syntax: Syntax, scope: ast.AST, name: str, targets: frozenset[str], place: ast.stmt, *, in_scope_itself: bool
) -> bool:
    def wanted(bound: str, target: str) -> bool:
        return bound == name and target in targets

    if not in_scope_itself:
        # A function that is called later: what the scope binds for certain, it has bound by then.
        return _certain(getattr(scope, "body", []), wanted)
    node: ast.AST = place
    while node is not scope:
        parent = syntax.parents[node]
        for block in _blocks(parent):
            if node in block and _certain(block[: block.index(node)], wanted):
                return True
        node = parent
    return False


def _blocks(node: ast.AST) -> Iterator[list[ast.AST]]:
    for _, value in ast.iter_fields(node):
        if isinstance(value, list):
            yield value


def _certain(statements: Sequence[ast.AST], wanted: Callable[[str, str], bool]) -> bool:
    """Whether an import that binds a ``wanted`` name to a target runs whenever ``statements`` do, to their end."""
    return any(_certainly_imports(statement, wanted) for statement in statements)


def _certainly_imports(statement: ast.AST, wanted: Callable[[str, str], bool]) -> bool:
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return any(wanted(bound, target) for bound, target in imported(statement))
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return False  # The context manager may swallow an exception.
    if isinstance(statement, ast.If):
        return all(_certain(b, wanted) or _diverges(b) for b in (statement.body, statement.orelse))
    if isinstance(statement, ast.Try):
        handled = all(_certain(h.body, wanted) or _diverges(h.body) for h in statement.handlers)
        return handled and _certain([*statement.body, *statement.orelse], wanted)
    return False


def _diverges(body: Sequence[ast.AST]) -> bool:
    return any(isinstance(statement, _DIVERGING) for statement in body)
