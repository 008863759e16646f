"""How ``tf.function`` is applied: arguments dropped, decorators swapped or removed, compiled functions made once."""

from __future__ import annotations

import ast

from ...model.facts import FunctionFacts
from ...model.findings import Edit, Fix
from ...model.places import Place
from ...model.source import Sources
from ..arguments import rename_argument
from ..edits import undecorate
from ..layout import indent_of
from ..syntax import Syntax, logical_line_end, syntax_of
from .spot import Spot, bound_in, unsafe

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_DEFS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SPECIFIC = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr, ast.Subscript)


def without_argument(function: FunctionFacts | None, sources: Sources, name: str, value: str) -> Fix | None:
    """Drop ``name=value`` from the ``tf.function`` of ``function``."""
    hybrid = None if function is None else function.hybrid
    if hybrid is None or not any(a.name == name and a.text == value for a in hybrid.arguments):
        return None
    change = rename_argument(hybrid, sources, name, None)
    return None if change is None else unsafe(f"Drop {name}={value}", *change.edits)


def without_decorator(function: FunctionFacts, sources: Sources) -> Fix | None:
    """Remove the decorator that compiles ``function``."""
    change = undecorate(function, sources)
    name = function.name.rpartition(".")[2]
    return None if change is None else unsafe(f"Remove tf.function from {name}()", *change.edits)


def swapped(function: FunctionFacts, sources: Sources, names: frozenset[str]) -> Fix | None:
    """Move ``tf.function`` below the next decorator, if that is one of ``names``."""
    syntax = syntax_of(sources, function.file)
    node = None if syntax is None else syntax.definition(function.keyword.line, function.keyword.column)
    if syntax is None or node is None:
        return None
    compiled = [d.place for d in function.decorators if d.name == "tensorflow.function"]
    if len(compiled) != 1:
        return None
    decorators = node.decorator_list
    index = next((i for i, d in enumerate(decorators) if syntax.nodes_at(compiled[0])[:1] == [d]), None)
    if index is None or index + 1 == len(decorators):
        return None
    one, other = decorators[index : index + 2]
    texts = [syntax.source.segment(_place(syntax, d)) for d in (one, other)]
    if texts[1].rpartition(".")[2] not in names or one.lineno != one.end_lineno:
        return None
    edits = (
        Edit(syntax.start(one), syntax.end(one), texts[1]),
        Edit(syntax.start(other), syntax.end(other), texts[0]),
    )
    return unsafe(f"Put tf.function below {texts[1]}", *edits)


def _place(syntax: Syntax, node: ast.AST) -> Place:
    return Place(syntax.source.file, *syntax.start(node), *syntax.end(node))


def hoisted(spot: Spot) -> Fix | None:
    """Move the making of a compiled function before the loop that it stands in, if the loop changes nothing in it.

    What is moved is a statement ``name = tf.function(...)`` or a decorated ``def`` of the loop's own body. A name that
    the loop, or a loop around it, binds must not be in it.
    """
    found = _statement(spot)
    if found is None:
        return None
    statement, name = found
    syntax = spot.syntax
    loop = syntax.parents[statement]
    if not isinstance(loop, _LOOPS) or statement not in loop.body or len(loop.body) < 2:
        return None
    while isinstance(outer := syntax.parents[loop], _LOOPS) and loop in outer.body:
        loop = outer
    if any(isinstance(a, _LOOPS) for a in _within_scope(syntax, loop)) or name in _bound(loop, statement):
        return None
    if not _reads(statement).isdisjoint(_bound(loop, statement)):
        return None
    return _moved(syntax, statement, loop, name)


def _statement(spot: Spot) -> tuple[ast.stmt, str] | None:
    """The statement that makes the compiled function, and the name that it binds."""
    node = spot.node(ast.expr)
    if node is None:
        return None
    parent = spot.syntax.parents[node]
    if isinstance(parent, _DEFS) and node in parent.decorator_list:
        others = [d for d in parent.decorator_list if d is not node]
        defaults = [d for d in (*parent.args.defaults, *parent.args.kw_defaults) if d is not None]
        return None if others or any(not isinstance(d, ast.Constant) for d in defaults) else (parent, parent.name)
    if not isinstance(parent, ast.Assign) or not isinstance(node, ast.Call) or len(parent.targets) != 1:
        return None
    target = parent.targets[0]
    given = [*node.args, *(k.value for k in node.keywords)]
    calls = (n for a in given if not isinstance(a, ast.Lambda) for n in ast.walk(a))
    if not isinstance(target, ast.Name) or any(isinstance(n, _SPECIFIC) for n in calls):
        return None
    return parent, target.id


def _within_scope(syntax: Syntax, node: ast.AST) -> list[ast.AST]:
    around = []
    for ancestor in syntax.ancestors(node):
        if isinstance(ancestor, (*_DEFS, ast.Lambda, ast.ClassDef)):
            break
        around.append(ancestor)
    return around


def _bound(loop: ast.stmt, without: ast.stmt) -> set[str]:
    """The names that ``loop`` binds outside of the statement ``without``, inner scopes counted too."""
    names: set[str] = set()
    waiting: list[ast.AST] = [loop]
    while waiting:
        node = waiting.pop()
        if node is without:
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, (*_DEFS, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        waiting.extend(ast.iter_child_nodes(node))
    return names


def _reads(statement: ast.stmt) -> set[str]:
    """The names that ``statement`` takes from around it."""
    own: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, _DEFS):
            own |= bound_in(node)
        elif isinstance(node, ast.Lambda):
            own |= {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
    read = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return read - own


def _moved(syntax: Syntax, statement: ast.stmt, loop: ast.stmt, name: str) -> Fix | None:
    source = syntax.source
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    last = logical_line_end(source, syntax.end(statement))
    before, after = (source.lines[line - 1] for line in (first, loop.lineno))
    if last is None:
        return None
    indent, target = indent_of(source, first), indent_of(source, loop.lineno)
    lines = source.lines[first - 1 : last]
    whole = before[len(indent) :].startswith((name, "@")) and after[len(target) :].startswith(("for", "while", "async"))
    if not whole or not all(line.startswith(indent) or not line.strip() for line in lines):
        return None
    if _shares_line(syntax, statement, last) or _has_multiline_string(statement):
        return None
    text = "".join(target + line[len(indent) :] if line.strip() else line for line in lines)
    if not text.endswith(("\n", "\r")):
        text += source.newline()
    if isinstance(statement, _DEFS):
        text += source.newline()
        while first > 1 and not source.line(first - 1).strip():
            first -= 1
    place = (loop.lineno, 1)
    moved = (Edit(place, place, text), Edit((first, 1), (last + 1, 1), ""))
    return unsafe(f"Make {name} once, before the loop", *moved)


def _shares_line(syntax: Syntax, statement: ast.stmt, last: int) -> bool:
    """Another statement stands on the lines of ``statement``."""
    siblings = (s for s in syntax.parents[statement].body if s is not statement)  # type: ignore[attr-defined]
    lines = range(statement.lineno, last + 1)
    return any(s.lineno in lines or s.end_lineno in lines for s in siblings)


def _has_multiline_string(statement: ast.stmt) -> bool:
    texts = (n for n in ast.walk(statement) if isinstance(n, (ast.Constant, ast.JoinedStr)))
    return any(n.lineno != n.end_lineno for n in texts)
