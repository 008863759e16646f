"""Whether a function could mind that dimensions of its arguments are left open when it is traced.

``reduce_retracing`` makes differing dimensions unknown from the second shape on: a number that Python took from the
shape is ``None`` then. Told from the text, coarsely: what might look at a shape counts as doing so.
"""

from __future__ import annotations

import ast

from ..model.facts import FunctionFacts, ProgramFacts, TypeFact
from ..model.source import Sources
from .syntax import syntax_of

_ATTRIBUTES = frozenset(("shape", "get_shape", "unstack", "as_list", "dims", "rank", "set_shape", "ndim", "batch_size"))
_NAMES = frozenset(("len", "list", "tuple", "zip", "enumerate", "unstack", "sum", "max", "min"))
_UNROLLED = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Starred)


def can_relax(function: FunctionFacts, facts: ProgramFacts, sources: Sources) -> bool:
    """Whether ``reduce_retracing`` would help ``function`` and do no harm.

    Variables of different shapes are left alone: in a graph around it a relaxed variable keeps the shape of the first
    (TensorFlow 2.21).
    """
    variables = any(_holds_variable(fact) for p in function.parameters for fact in p.types)
    return function.varying_shapes and not variables and not may_look_at_shapes(function, facts, sources)


def _holds_variable(fact: TypeFact) -> bool:
    inner = (*(fact.elements or ()), *(value for _, value in fact.fields or ()))
    return fact.kind == "variable" or any(map(_holds_variable, inner))


def may_look_at_shapes(function: FunctionFacts, facts: ProgramFacts, sources: Sources) -> bool:
    """Whether ``function`` or anything of the program that it calls might need a dimension as a number."""
    calls: dict[tuple[str, str], list[FunctionFacts]] = {}
    for called in facts.functions:
        for site in called.call_sites:
            calls.setdefault((site.place.file, site.caller), []).append(called)
    seen = {(function.file, function.line)}
    waiting = [function]
    while waiting:
        current = waiting.pop()
        if _looks(current, sources):
            return True
        for called in calls.get((current.file, current.name), ()):
            if (called.file, called.line) not in seen:
                seen.add((called.file, called.line))
                waiting.append(called)
    return False


def _looks(function: FunctionFacts, sources: Sources) -> bool:
    syntax = syntax_of(sources, function.file)
    node = None if syntax is None else syntax.definition(function.keyword.line, function.keyword.column)
    return node is None or any(_takes_shape(inner) for inner in ast.walk(node))


def _takes_shape(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in _NAMES
    if isinstance(node, ast.Assign):
        # Unpacking takes as many values as there are.
        return any(isinstance(target, (ast.Tuple, ast.List)) for target in node.targets)
    return isinstance(node, _UNROLLED)
