"""Recordings against the facts of the analysis: shares that are right, contradictions, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .assess import Assessment, assess, receives_tensor, type_text
from .recording import FunctionSeen, ParameterSeen, Recording, Seen, holds_tensor, seen_from_json

# Shares in the order of the report, by attribute of an assessment.
MEASURES = ("kind_right", "kind_exact", "dtype_right", "dtype_exact", "shape_sound", "shape_exact")


@dataclass(frozen=True, slots=True)
class ParameterResult:
    """One parameter that received a tensor. ``assessment`` is ``None`` if the facts do not have it."""

    program: str
    place: str
    function: str
    parameter: ParameterSeen
    claimed: tuple[Seen, ...]
    evidence: tuple[str, ...]
    assessment: Assessment | None

    def holds(self, measure: str) -> bool:
        """The measure's answer; false where nothing is claimed."""
        return self.assessment is not None and bool(getattr(self.assessment, measure))

    @property
    def perfect(self) -> bool:
        """Nothing to better."""
        return all(self.holds(measure) for measure in MEASURES)


@dataclass(slots=True)
class Comparison:
    """The sum over programs. ``tables``: per judgement, how often (seen, claimed) occurred.

    ``disagreements`` are the functions behind the wrong cells of the tables.
    """

    parameters: list[ParameterResult] = field(default_factory=list)
    tables: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)
    missing_functions: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def share(self, measure: str) -> float:
        """The share of parameters where the measure holds (1 if there are none)."""
        if not self.parameters:
            return 1.0
        return sum(result.holds(measure) for result in self.parameters) / len(self.parameters)

    def contradictions(self) -> Iterator[tuple[ParameterResult, str]]:
        """Every claim that what was seen refutes."""
        for result in self.parameters:
            for text in result.assessment.contradictions if result.assessment else ():
                yield result, text

    def misses(self) -> list[ParameterResult]:
        """What is not perfect, the worst first."""
        imperfect = [result for result in self.parameters if not result.perfect]
        return sorted(imperfect, key=lambda r: (r.assessment.score() if r.assessment else (-1000,), r.program, r.place))


def compare(pairs: Iterable[tuple[Recording, dict[str, Any]]]) -> Comparison:
    """Compares each recording with the facts of the same program (the object that ``hybridize facts`` prints)."""
    result = Comparison()
    for recording, facts in pairs:
        if recording.status != "ok":
            result.not_run.append(f"{recording.program}: {recording.status} {recording.message}".rstrip())
        claims = {(function["file"], function["line"]): function for function in facts["functions"]}
        for function in recording.functions:
            _compare_function(recording.program, function, claims.get((function.file, function.line)), result)
    return result


def _compare_function(program: str, function: FunctionSeen, claims: dict[str, Any] | None, result: Comparison) -> None:
    place = f"{program}: {function.file}:{function.line} {function.function}"
    if claims is None or claims["function"] != function.function:
        result.missing_functions.append(place)
        claims = None
    by_name = {p["name"]: p for p in claims["parameters"]} if claims else {}
    for parameter in function.parameters:
        if not receives_tensor(parameter):
            continue
        claim = by_name.get(parameter.name)
        claimed = tuple(seen_from_json(one) for one in claim["types"]) if claim else ()
        result.parameters.append(
            ParameterResult(
                program=program,
                place=f"{function.file}:{function.line}",
                function=function.function,
                parameter=parameter,
                claimed=claimed,
                evidence=tuple(claim.get("evidence", ())) if claim else (),
                assessment=assess(parameter, claimed) if claim else None,
            )
        )
    if claims is not None and (function.called or function.hybrid):
        _compare_judgements(place, function, claims, result)


def _compare_judgements(place: str, function: FunctionSeen, claims: dict[str, Any], result: Comparison) -> None:
    def note(judgement: str, seen: str, claimed: str, wrong: bool) -> None:
        result.tables.setdefault(judgement, Counter())[seen, claimed] += 1
        if wrong:
            result.disagreements.append(f"{place}: {judgement} is {seen}, claimed {claimed}")

    hybrid = claims["hybrid"]
    note("hybrid", _answer(function.hybrid), _answer(hybrid), hybrid is not None and hybrid != function.hybrid)
    if not function.called:
        return
    tensor, claimed_tensor = _tensor_parameter(function), claims["tensor_parameter"]
    wrong = claimed_tensor is not None and claimed_tensor != tensor
    note("tensor_parameter", _answer(tensor), _answer(claimed_tensor), wrong)
    recursive = claims["recursive"]
    # What did not recur in one run may still be recursive.
    note("recursive", _answer(function.recursive), _answer(recursive), function.recursive and recursive is False)
    context, claimed_context = _context(function), claims["graph_context"]
    traced_alone = context not in ("eager", "both", "either")
    # A function that is compiled may be called as it is written as well.
    excused = context == "either" or (function.hybrid and context == "both")
    wrong = not excused and traced_alone != (claimed_context is not None)
    note("graph_context", context, claimed_context or "eager", wrong)


def _tensor_parameter(function: FunctionSeen) -> bool:
    """Keras symbolic tensors are no tensors here; a list of tensors is, and ``IndexedSlices`` (``tf.is_tensor``)."""
    return any(
        one.kind == "indexed_slices" or (holds_tensor(one) and not _only_symbolic(one))
        for parameter in function.parameters
        for one in parameter.arrived
    )


def _only_symbolic(one: Seen) -> bool:
    if one.elements is None and one.fields is None:
        return one.kind == "keras_tensor"
    inner = (*(one.elements or ()), *(value for _, value in one.fields or ()))
    return all(_only_symbolic(element) for element in inner if holds_tensor(element))


def _context(function: FunctionSeen) -> str:
    """Calls by which Keras learns shapes do not count: they come with eager calls too.

    ``either``: only ops like ``tf.while_loop`` called it, which trace it or not as their own surroundings are.
    """
    if not function.traced_calls and not function.eager_calls and function.operation_calls:
        return "either"
    if not function.traced_calls:
        return "eager"
    if function.eager_calls:
        return "both"
    return "+".join(function.contexts)


def _answer(value: bool | None) -> str:
    return "null" if value is None else str(value).lower()


def result_line(result: ParameterResult) -> str:
    """One parameter on one line: place, what was seen, what is claimed, from what evidence."""
    seen = " | ".join(map(type_text, result.parameter.types))
    if result.parameter.passed is not None:
        seen += "  (passed: " + " | ".join(map(type_text, result.parameter.passed)) + ")"
    claimed = " | ".join(map(type_text, result.claimed)) or "nothing"
    evidence = f"  [{'; '.join(result.evidence[:2])}]" if result.evidence else ""
    where = f"{result.program}: {result.place} {result.function}({result.parameter.name})"
    return f"{where}\n    seen    {seen}\n    claimed {claimed}{evidence}"
