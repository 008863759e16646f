"""Facts made by hand for tests of what comes after the analysis."""

from __future__ import annotations

import ast
from typing import Any

from flake8_hybridize.model.facts import (
    Argument,
    FileFacts,
    FunctionFacts,
    Hybridization,
    Judgement,
    ProgramFacts,
    TypeFact,
)
from flake8_hybridize.model.places import Place
from flake8_hybridize.model.source import Source
from flake8_hybridize.model.values import ANY
from flake8_hybridize.rules.syntax import Syntax, parse

TENSOR = (TypeFact("tensor", "float32", ()),)


def source_of(text: str, file: str = "mod.py") -> Source:
    return Source(file, text)


def syntax_of(source: Source) -> Syntax:
    syntax = parse(source)
    assert syntax is not None
    return syntax


def place_of(syntax: Syntax, node: ast.AST) -> Place:
    return Place(syntax.source.file, *syntax.start(node), *syntax.end(node))


def function(source: Source, name: str, **changes: Any) -> FunctionFacts:
    """The facts of the function ``name`` (qualified): eager and without any judgement, but for ``changes``."""
    syntax = syntax_of(source)
    node = definitions(syntax)[name]
    line, column = syntax.start(node)
    facts: dict[str, Any] = {
        "file": source.file,
        "name": name,
        "line": line,
        "keyword": Place(source.file, line, column, line, column + len("def")),
        "is_method": "." in name,
        "is_public": True,
        "class_name": None,
        "decorators": (),
        "body_end": node.end_lineno,
        "hybrid": None,
        "graph_context": None,
        "graph_reason": "",
        "parameters": (),
        "tensor_parameter": Judgement(None),
        "primitive_parameter": Judgement(None),
        "python_side_effects": Judgement(None),
        "recursive": Judgement(None),
        "tensor_computation": Judgement(None),
        "callers_hybrid": Judgement(None),
        "runs_often": Judgement(None),
        "decision": "unknown",
        "decision_reason": "",
    }
    return FunctionFacts(**{**facts, **changes})


def decorated(source: Source, name: str, decorator: int = 0, **changes: Any) -> FunctionFacts:
    """A function that its decorator number ``decorator`` compiles, and that should not be."""
    syntax = syntax_of(source)
    expression = definitions(syntax)[name].decorator_list[decorator]
    hybrid = _hybridization(syntax, expression, "decorator")
    wanted = {"hybrid": hybrid, "decision": "dehybridize", "returns": TENSOR, **changes}
    return function(source, name, **wanted)


def called(source: Source, name: str, call_text: str, **changes: Any) -> FunctionFacts:
    """A function that the call with this text compiles, and that should not be."""
    syntax = syntax_of(source)
    calls = (n for n in ast.walk(syntax.tree) if isinstance(n, ast.Call))
    call = next(n for n in calls if source.segment(place_of(syntax, n)) == call_text)
    wanted = {"hybrid": _hybridization(syntax, call, "call"), "decision": "dehybridize", "returns": TENSOR, **changes}
    return function(source, name, **wanted)


def program(source: Source, *functions: FunctionFacts) -> ProgramFacts:
    return ProgramFacts(files=(FileFacts(source.file, "ok"),), functions=functions)


def _hybridization(syntax: Syntax, expression: ast.expr, by: str) -> Hybridization:
    arguments: tuple[Argument, ...] = ()
    spelled = expression
    if isinstance(expression, ast.Call):
        spelled = expression.func
        arguments = tuple(
            Argument(k.arg, ast.unparse(k.value), ANY, place_of(syntax, k.value))
            for k in expression.keywords
            if k.arg is not None and k.arg != "func"
        )
    place = place_of(syntax, expression)
    return Hybridization(by, place, syntax.source.segment(place_of(syntax, spelled)), arguments)


def definitions(syntax: Syntax) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    found = {}
    for node in ast.walk(syntax.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            outer = [a.name for a in syntax.ancestors(node) if hasattr(a, "name")]
            found[".".join([*reversed(outer), node.name])] = node
    return found
