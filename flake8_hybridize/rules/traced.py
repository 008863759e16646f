"""Where hazards meet tracing: which of them are reported, at which place, and in which words.

A hazard is reported where it happens if its function is compiled, run in a graph by a framework, or called from traced
code alone. If the function also runs eagerly, there is nothing wrong with it: the calls from traced code are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from ..model.facts import ONCE_KINDS, CallSite, FunctionFacts, Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.places import Place
from ..model.source import Sources
from .repairs.spot import Repair, repaired

_FRAMEWORKS = frozenset({"tf.function", "dataset", "keras", "control-flow"})
_DEPTH = 12

_Index = dict[tuple[str, str], FunctionFacts]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A hazard of ``function`` in traced code. ``place`` is where it is told: its own, or a call that leads to it.

    ``reason`` says why the code is traced, where that is not obvious; ``function`` is ``None`` outside of functions.
    """

    hazard: Hazard
    function: FunctionFacts | None
    place: Place
    reason: str

    @property
    def called(self) -> bool:
        """It is told at a call, not where it happens."""
        return self.place is not self.hazard.place


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, why that matters and what to do, to be put together by :func:`findings`.

    ``what`` continues "step()", as in "calls print()"; ``why`` follows a colon, ``remedy`` a semicolon.
    """

    what: str
    why: str
    remedy: str


def findings(
    facts: ProgramFacts,
    code: str,
    kinds: Container[str],
    words: Callable[[Hazard], Words],
    repair: Repair | None = None,
    sources: Sources = MappingProxyType({}),
) -> Iterator[Finding]:
    """One finding under ``code`` for each place in traced code with a hazard of these kinds.

    ``repair`` makes the fix out of the text in ``sources``; what also runs eagerly is left alone.
    """
    reported: set[tuple[Place, str]] = set()
    for occurrence in occurrences(facts, kinds):
        hazard, function = occurrence.hazard, occurrence.function
        # A call may lead to many hazards: it is told once.
        key = (occurrence.place, "" if occurrence.called else hazard.subject)
        if key in reported:
            continue
        reported.add(key)
        yield Finding(
            code=code,
            place=occurrence.place,
            message=sentence(occurrence, words(hazard)),
            function=hazard.function if function is None else function.name,
            fix=None if occurrence.called else repaired(repair, hazard, function, sources),
            related=((hazard.place, "it happens here"),) if occurrence.called else (),
        )


def sentence(occurrence: Occurrence, words: Words) -> str:
    """The message about an occurrence, in one sentence."""
    name = f"{occurrence.hazard.function}()" if occurrence.hazard.function else "this code"
    if "<lambda>" in name:
        name = "the lambda"
    reason = occurrence.reason
    if reason.startswith(("runs ", "the ")):
        reason = f"which {reason}" if reason.startswith("runs ") else f"which is {reason}"
    subject = f"{name}, {reason}," if reason else name
    told = occurrence.hazard.place
    where = f" ({told})" if occurrence.called and f"at {told}" not in words.what else ""
    why = f": {words.why}" if words.why else ""
    remedy = f"; {words.remedy}" if words.remedy else ""
    return f"{subject} {words.what}{where}{why}{remedy}"


def by_name(facts: ProgramFacts) -> dict[tuple[str, str], FunctionFacts]:
    """The functions by file and qualified name."""
    return {(function.file, function.name): function for function in facts.functions}


def occurrences(facts: ProgramFacts, kinds: Container[str]) -> Iterator[Occurrence]:
    """Every hazard of these kinds that certainly happens in traced code."""
    index = by_name(facts)
    calls = _Calls(facts, index)
    for hazard in facts.hazards:
        if hazard.kind in kinds and _counts(hazard):
            yield Occurrence(hazard, None, hazard.place, hazard.detail("context"))
    for function in facts.functions:
        for hazard in function.hazards:
            if hazard.kind in kinds and _counts(hazard):
                yield from _of(function, hazard, calls)


def _counts(hazard: Hazard) -> bool:
    """It certainly happens in traced code. What is done once on purpose, behind a guard, is meant to be."""
    return hazard.traced and hazard.certain and hazard.detail("guard") != "lazy"


def is_traced(function: FunctionFacts) -> bool:
    """The function is compiled, or runs only as a part of something traced."""
    return function.hybrid is not None or function.graph_context is not None


class _Calls:
    """The calls of the program by which traced code comes to a function."""

    def __init__(self, facts: ProgramFacts, index: _Index) -> None:
        self.index = index
        self._called: dict[Place, set[tuple[str, str]]] = {}
        for function in facts.functions:
            for site in function.call_sites:
                group = (function.file, function.class_name or function.name)
                self._called.setdefault(site.place, set()).add(group)

    def is_open(self, site: Place) -> bool:
        """The call may lead to functions of several objects: what one of them does is not the caller's doing."""
        return len(self._called.get(site, ())) > 1

    def made_once(self, function: FunctionFacts, depth: int = _DEPTH) -> bool:
        """Traced code calls it only behind tests that let it run once."""
        traced = [site for site in function.call_sites if site.traced]
        if not traced or function.hybrid is not None or function.graph_context in _FRAMEWORKS:
            return False
        return all(site.once or self._caller_made_once(site, depth) for site in traced)

    def _caller_made_once(self, site: CallSite, depth: int) -> bool:
        caller = self.index.get((site.place.file, _definition(site.caller)))
        return caller is not None and depth > 0 and self.made_once(caller, depth - 1)


def _definition(name: str) -> str:
    """The function that a lambda is written in, for want of a name of its own."""
    return name.partition(".<lambda>")[0]


def _of(function: FunctionFacts, hazard: Hazard, calls: _Calls) -> Iterator[Occurrence]:
    if hazard.detail("context"):
        yield Occurrence(hazard, function, hazard.place, hazard.detail("context"))
        return
    if hazard.kind in ONCE_KINDS and calls.made_once(function):
        return
    if is_traced(function) or not hazard.eager:
        yield Occurrence(hazard, function, hazard.place, tracing_reason(function, calls.index))
        return
    for place in hazard.leading:
        if calls.is_open(place):
            yield Occurrence(hazard, function, hazard.place, f"called from traced code ({place})")
            return
    for place in hazard.leading:
        yield Occurrence(hazard, function, place, "called here from traced code")
    if not hazard.leading and not any(site.traced for site in function.call_sites):
        yield Occurrence(hazard, function, hazard.place, tracing_reason(function, calls.index))


def tracing_reason(function: FunctionFacts, index: _Index) -> str:
    """Why ``function`` is traced, in words that follow its name; empty where its decorator says it."""
    if function.hybrid is not None:
        return "" if function.hybrid.by == "decorator" else f"compiled at {function.hybrid.place}"
    if function.graph_context in _FRAMEWORKS:
        return function.graph_reason
    callers = [site for site in function.call_sites if site.traced]
    if not callers:
        return function.graph_reason
    caller = index.get((callers[0].place.file, callers[0].caller))
    if caller is None:
        return function.graph_reason
    compiled = "tf.function " if caller.hybrid is not None else ""
    return f"called from {compiled}{caller.name}()"
