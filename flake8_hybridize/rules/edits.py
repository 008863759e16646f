"""Builders of the edits that fixes are made of: text in, edits out; ``None`` where text alone cannot do it safely."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.facts import FunctionFacts
from ..model.findings import Edit
from ..model.places import Place
from ..model.source import Source, Sources
from .change import Change
from .imports import insertion, removal
from .layout import laid_out, modules_in, respelled
from .names import candidates, is_free, is_optional, is_tensorflow_at
from .syntax import Syntax, comments, logical_line_end, parse, syntax_of

_DIRECTIVE = re.compile(r"#\s*(noqa|type:|pylint:|pragma|pyright:|mypy:|fmt:|yapf:|isort:|ruff:)", re.IGNORECASE)


def decorate(function: FunctionFacts, sources: Sources, arguments: str = "") -> Change | None:
    """Put ``@tf.function`` (with ``arguments`` in parentheses, if any) right above the ``def``, under all decorators.

    The name follows the imports of the file, also where ``arguments`` name the module; ``import tensorflow as tf`` is
    added where there is none.
    """
    syntax, node = _find(function, sources)
    if syntax is None or not isinstance(node, ast.FunctionDef):
        return None
    modules = modules_in(arguments)
    name = _spelling(syntax, node, module=bool(modules))
    if name is None:
        return None
    source = syntax.source
    before = source.lines[node.lineno - 1][: syntax.start(node)[1] - 1]
    if node.lineno > 1 and source.line(node.lineno - 1).endswith("\\"):
        return None
    # A form feed starts a new page: it stays with the ``def``, and only what follows it is indentation.
    indent = before.rpartition("\f")[2]
    newline = _newline_near(source, node.lineno)
    text = laid_out(f"{indent}@{name.function}", respelled(arguments, modules, name.module), source) + "\n"
    text = text.replace("\n", newline)
    place = (node.lineno, 1)
    # Two insertions at one place have no order: where the import ends up there too, both are one edit.
    same = "".join(edit.text for edit in name.imports if edit.start == place)
    others = (edit for edit in name.imports if edit.start != place)
    return Change((*others, Edit(place, place, same + text)), name.safe)


def undecorate(function: FunctionFacts, sources: Sources) -> Change | None:
    """Remove the decorator that compiles ``function``, and the import that it alone needed."""
    syntax, node = _find(function, sources)
    if syntax is None or node is None or function.hybrid is None:
        return None
    place = function.hybrid.place
    wanted = ((place.line, place.column), (place.end_line, place.end_column))
    decorator = next((d for d in node.decorator_list if (syntax.start(d), syntax.end(d)) == wanted), None)
    if decorator is None:
        return None
    lines = _lines_of_decorator(syntax, decorator, node)
    if lines is None:
        return None
    first, after = lines
    inside = comments(syntax.source, (first, 1), syntax.end(decorator))
    trailing = comments(syntax.source, syntax.end(decorator), (after, 1))
    kept = "".join(
        _indent(syntax.source, first) + comment + _newline_near(syntax.source, first)
        for comment in trailing
        if not _DIRECTIVE.match(comment)
    )
    edit = Edit((first, 1), (after, 1), kept)
    return Change((edit, *_unused_import(syntax, [decorator], sources)), safe=not inside)


def unwrap(function: FunctionFacts, sources: Sources) -> Change | None:
    """Replace the call ``tf.function(f, …)`` by ``f``; drop the statement if ``f = f`` is what would be left."""
    hybrid = function.hybrid
    syntax = None if hybrid is None else syntax_of(sources, hybrid.place.file)
    if syntax is None or hybrid is None:
        return None
    call = syntax.at(hybrid.place)
    if not isinstance(call, ast.Call):
        return None
    named = [k.value for k in call.keywords if k.arg == "func"]
    wrapped = call.args[0] if call.args else named[0] if named else None
    if wrapped is None or isinstance(wrapped, ast.Starred):
        return None
    start, end = syntax.start(wrapped), syntax.end(wrapped)
    text = syntax.source.segment(Place(hybrid.place.file, *start, *end))
    if isinstance(wrapped, (ast.Lambda, ast.IfExp, ast.NamedExpr)):
        text = f"({text})"
    statement = syntax.statement(call)
    imports = _unused_import(syntax, _around(call, wrapped), sources)
    lost = len(comments(syntax.source, syntax.start(call), syntax.end(call))) > len(comments(syntax.source, start, end))
    if isinstance(statement, ast.Assign) and statement.value is call and len(statement.targets) == 1:
        target = statement.targets[0]
        whole = whole_lines(syntax, statement)
        if whole is not None and ast.dump(target).replace("Store()", "Load()") == ast.dump(wrapped):
            return Change((Edit((whole[0], 1), (whole[1], 1), ""), *imports), safe=not lost)
    return Change((Edit(syntax.start(call), syntax.end(call), text), *imports), safe=not lost)


def _around(call: ast.Call, wrapped: ast.expr) -> list[ast.expr]:
    """What goes when ``call`` is replaced by its argument ``wrapped``."""
    arguments = (*call.args, *(keyword.value for keyword in call.keywords))
    return [call.func, *(argument for argument in arguments if argument is not wrapped)]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """``tf.function`` and ``tf`` as a file spells them, the edits that add an import, and whether those are safe."""

    function: str
    module: str
    imports: tuple[Edit, ...] = ()
    safe: bool = True


def _spelling(syntax: Syntax, node: ast.FunctionDef, *, module: bool) -> _Spelling | None:
    """The spelling at ``node``; with ``module`` the module itself must be in reach."""
    known = candidates(syntax)
    for candidate in known:
        usable = candidate.module or not module
        if usable and is_tensorflow_at(syntax, candidate.name, node, module=candidate.module):
            return _Spelling(f"{candidate.name}.function" if candidate.module else candidate.name, candidate.name)
    if any(candidate.module and not candidate.lazy for candidate in known):
        # Imported on some condition only, later, or hidden by another name: not ours to decide.
        return None
    lazy = any(candidate.lazy for candidate in known)
    optional = lazy or is_optional(syntax)
    for name, statement in (("tf", "import tensorflow as tf"), ("tensorflow", "import tensorflow")):
        if is_free(syntax, name) or (lazy and all(c.name == name for c in known)):
            edit = insertion(syntax, statement, node)
            # Where TensorFlow is imported in functions only, or in a ``try``, the module may start without it.
            return None if edit is None else _Spelling(f"{name}.function", name, (edit,), safe=not optional)
    return None


def unused_imports(before: Source, after: Source, sources: Sources) -> tuple[Edit, ...]:
    """The edits of ``after`` that remove imports of TensorFlow that ``before`` used and ``after`` does not."""
    old, new = parse(before), parse(after)
    if old is None or new is None:
        return ()
    names = dict.fromkeys(candidate.name for candidate in candidates(new))
    idle = [name for name in names if old.reads[name] and not new.reads[name]]
    removable = [n for n in idle if not _named_elsewhere(new, n, sources)]
    # Two names of one statement would make two edits that touch: the second has its turn in the next round.
    return removal(new, removable[0]) if removable else ()


def _unused_import(syntax: Syntax, used: Sequence[ast.expr], sources: Sources) -> tuple[Edit, ...]:
    """The edits that remove the import that the expressions ``used`` alone needed."""
    for candidate in candidates(syntax):
        names = (node for expression in used for node in ast.walk(expression) if isinstance(node, ast.Name))
        here = sum(node.id == candidate.name for node in names)
        if here and here == syntax.reads[candidate.name]:
            if _named_elsewhere(syntax, candidate.name, sources):
                return ()
            return removal(syntax, candidate.name)
    return ()


def _named_elsewhere(syntax: Syntax, name: str, sources: Sources) -> bool:
    """Whether ``name`` may be reached from outside: exported by ``__all__``, or taken from this module by another."""
    strings = (n.value for n in ast.walk(syntax.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    file = syntax.source.file
    if name in strings or file.endswith("__init__.py"):
        return True
    module, word = re.escape(file.rpartition("/")[2].removesuffix(".py")), re.escape(name)
    taken = re.compile(rf"\b{module}\s*\.\s*{word}\b|\b{module}\s+import\b[^\n]*(\b{word}\b|\*|\()")
    return any(other != file and taken.search(source.text) for other, source in sources.items())


def _find(
    function: FunctionFacts, sources: Sources
) -> tuple[Syntax, ast.FunctionDef | ast.AsyncFunctionDef | None] | tuple[None, None]:
    syntax = syntax_of(sources, function.file)
    if syntax is None:
        return None, None
    return syntax, syntax.definition(function.keyword.line, function.keyword.column)


def _lines_of_decorator(
    syntax: Syntax, decorator: ast.expr, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> tuple[int, int] | None:
    """First line of the decorator and the line after it, if it shares none with anything else."""
    whole = whole_lines(syntax, decorator)
    if whole is None:
        return None
    first, after = whole
    start = syntax.start(decorator)
    while "@" not in (text := syntax.source.lines[first - 1][: start[1] - 1 if first == start[0] else None]):
        first -= 1
        if first < 1 or text.strip(" \t\f(\\\r\n"):
            return None
    if syntax.source.lines[first - 1].partition("@")[0].strip():
        return None
    return first, after


def whole_lines(syntax: Syntax, node: ast.expr | ast.stmt) -> tuple[int, int] | None:
    """First line of ``node`` and the line after its logical line; ``None`` if it is not alone there or in its block."""
    last = logical_line_end(syntax.source, syntax.end(node))
    if last is None:
        return None
    if isinstance(node, ast.stmt):
        parent = syntax.parents[node]
        block = next(b for _, b in ast.iter_fields(parent) if isinstance(b, list) and node in b)
        start = syntax.start(node)
        index = block.index(node)
        joined = any(
            other.end_lineno == node.lineno or other.lineno == node.end_lineno
            for other in block[max(index - 1, 0) : index + 2]
            if other is not node
        )
        if len(block) < 2 or joined or syntax.source.lines[start[0] - 1][: start[1] - 1].strip():
            return None
        if comments(syntax.source, start, (last + 1, 1)):
            return None
    return node.lineno, last + 1


def _indent(source: Source, line: int) -> str:
    text = source.lines[line - 1]
    return text[: len(text) - len(text.lstrip(" \t"))]


def _newline_near(source: Source, line: int) -> str:
    """The line end of ``line``, else of the line before it, else that of the file."""
    for number in (line, line - 1):
        if 0 < number <= len(source.lines):
            text = source.lines[number - 1]
            ending = text[len(text.rstrip("\r\n")) :]
            if ending:
                return ending
    return source.newline()
