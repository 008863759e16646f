"""Builders of edits of the arguments of ``tf.function``: rename, drop, add."""

from __future__ import annotations

import ast
import re

from ..model.facts import Hybridization
from ..model.findings import Edit
from ..model.places import Place
from ..model.source import Sources
from .change import Change
from .layout import indent_of, laid_out
from .syntax import Syntax, comments, syntax_of


def rename_argument(hybrid: Hybridization, sources: Sources, old: str, new: str | None) -> Change | None:
    """Rename the keyword ``old`` of the ``tf.function(…)`` at ``hybrid`` to ``new``; ``None`` drops the argument."""
    syntax = syntax_of(sources, hybrid.place.file)
    call = None if syntax is None else syntax.at(hybrid.place)
    if syntax is None or not isinstance(call, ast.Call):
        return None
    index = next((i for i, k in enumerate(call.keywords) if k.arg == old), None)
    if index is None or any(k.arg == new for k in call.keywords if new is not None):
        return None
    keyword = call.keywords[index]
    if new is not None:
        start = syntax.start(keyword)
        return Change((Edit(start, (start[0], start[1] + len(old)), new),))
    return _drop(syntax, call, keyword)


def add_argument(hybrid: Hybridization, sources: Sources, argument: str) -> Change | None:
    """Add ``argument`` (``name=value``, spelled as the file spells names) to the ``tf.function`` at ``hybrid``."""
    syntax = syntax_of(sources, hybrid.place.file)
    node = None if syntax is None else syntax.at(hybrid.place)
    if syntax is None or node is None:
        return None
    if not isinstance(node, ast.Call):
        if hybrid.by != "decorator":
            return None
        indent = indent_of(syntax.source, hybrid.place.line)
        before = f"{indent}@{syntax.source.segment(hybrid.place)}"
        text = laid_out(before, argument, syntax.source)[len(before) :]
        end = syntax.end(node)
        return Change((Edit(end, end, text.replace("\n", syntax.source.newline())),))
    every = _arguments(syntax, node)
    place = syntax.end(every[-1]) if every else (syntax.end(node)[0], syntax.end(node)[1] - 1)
    rest = syntax.source.segment(Place("", *place, *syntax.end(node)))
    # Whatever stands behind the last argument but commas, comments and blanks belongs to it: leave that alone.
    if every and not re.fullmatch(r"[\s,]*\)", re.sub(r"#[^\r\n]*", "", rest)):
        return None
    return Change((Edit(place, place, f", {argument}" if every else argument),))


def _drop(syntax: Syntax, call: ast.Call, keyword: ast.keyword) -> Change | None:
    every = _arguments(syntax, call)
    index = every.index(keyword)
    if len(every) == 1:
        decorates = isinstance(syntax.parents[call], (ast.FunctionDef, ast.AsyncFunctionDef))
        plain = decorates and isinstance(call.func, (ast.Name, ast.Attribute))
        start, end = syntax.end(call.func), syntax.end(call)
        edit = Edit(start, end, "" if plain else "()")
    elif index:
        edit = Edit(syntax.end(every[index - 1]), syntax.end(keyword), "")
    else:
        edit = Edit(syntax.start(keyword), syntax.start(every[1]), "")
    # A parenthesis around a neighbour lies outside of its span: leave what is not plain commas and blanks.
    removed = syntax.source.segment(Place("", *edit.start, *edit.end))
    kept = syntax.source.segment(Place("", *syntax.start(keyword), *syntax.end(keyword)))
    around = removed.replace(kept, "", 1)
    if comments(syntax.source, edit.start, edit.end) or re.sub(r"[\s,]", "", around) not in ("", "()"):
        return None
    return Change((edit,))


def _arguments(syntax: Syntax, call: ast.Call) -> list[ast.expr | ast.keyword]:
    return sorted([*call.args, *call.keywords], key=syntax.start)
