"""Selections from the facts that rules share."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ..model.facts import Hazard, ProgramFacts


def is_test(file: str) -> bool:
    """The file is one that pytest or unittest collects."""
    name = file.rpartition("/")[2]
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"


def hazards(facts: ProgramFacts, kinds: Container[str]) -> Iterator[tuple[str, Hazard]]:
    """``(function name, hazard)`` for every hazard of these kinds; the name is ``""`` outside of functions."""
    for hazard in facts.hazards:
        if hazard.kind in kinds:
            yield "", hazard
    for function in facts.functions:
        for hazard in function.hazards:
            if hazard.kind in kinds:
                yield function.name, hazard
