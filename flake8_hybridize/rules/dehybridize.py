"""What the rules of family 2xx share: which functions are compiled for nothing, and the fix that undoes it."""

from __future__ import annotations

from ..model.facts import FunctionFacts, Parameter, TypeFact
from ..model.findings import SAFE, UNSAFE, Fix
from ..model.source import Sources
from .edits import undecorate, unwrap

_ALIKE = frozenset(("tensor", "sparse", "ragged", "none"))


def is_candidate(function: FunctionFacts) -> bool:
    """The analysis decided that compiling ``function`` should be undone."""
    return function.hybrid is not None and function.decision == "dehybridize"


def retracing_parameter(function: FunctionFacts) -> Parameter | None:
    """The first parameter whose Python values retrace ``function`` without bound."""
    return next((p for p in function.parameters if p.retraces.value), None)


def removal(function: FunctionFacts, sources: Sources) -> Fix | None:
    """The fix that removes ``tf.function`` from ``function``; ``None`` where text alone cannot do it."""
    hybrid = function.hybrid
    if hybrid is None or hybrid.place.file != function.file or function.file not in sources:
        return None
    change = (undecorate if hybrid.by == "decorator" else unwrap)(function, sources)
    if change is None:
        return None
    converts = any(argument.name == "input_signature" for argument in hybrid.arguments)
    safe = change.safe and not converts and not function.assumptions and _returns_alike(function.returns)
    return Fix(SAFE if safe else UNSAFE, f"Remove tf.function from {function.name}()", change.edits)


def _returns_alike(types: tuple[TypeFact, ...] | None) -> bool:
    """Whether these values come out of a graph as they are: ``tf.function`` turns numbers and arrays into tensors."""
    return types is not None and all(_is_alike(fact) for fact in types)


def _is_alike(fact: TypeFact) -> bool:
    if fact.kind in ("list", "tuple", "dict"):
        inner = (*(fact.elements or ()), *(value for _, value in fact.fields or ()))
        known = fact.elements is not None or fact.fields is not None
        return known and all(_is_alike(element) for element in inner)
    return fact.kind in _ALIKE
