"""What arrives at a parameter, call by call: for reports, which tell more shapes apart than the analysis carries on."""

from __future__ import annotations

from functools import reduce

from ..model.facts import TypeFact
from ..model.values import TENSOR_LIMIT, Value, join_shape
from .judge import Subject
from .state import ARRIVAL_LIMIT, Machine
from .types import type_facts


def arrived(subject: Subject, name: str) -> list[Value]:
    """The distinct values that calls supply for ``name``, as each call passes them."""
    index = subject.info.parameters.index(name)
    supplied = [a for a in subject.activations if name in a.supplied] or subject.activations
    found: dict[Value, None] = {}
    for activation in supplied:
        calls = [
            slots[index]
            for (caller, node), (_, passed) in activation.arrivals.items()
            if (activation, node) in caller.calls and caller in subject.callers
            for slots in passed
        ]
        found.update(dict.fromkeys(calls or [activation.args[index]]))
    return list(found)


def types(machine: Machine, subject: Subject, name: str, value: Value) -> tuple[TypeFact, ...]:
    """The possibilities of what arrives at ``name``; ``value`` is all of it, as the analysis joins it."""
    apart: dict[TypeFact, None] = {}
    for one in arrived(subject, name):
        apart.update(dict.fromkeys(type_facts(machine, one)))
    if 0 < len(apart) <= ARRIVAL_LIMIT:
        return _without_covered(tuple(apart))
    return type_facts(machine, value)


def _without_covered(facts: tuple[TypeFact, ...]) -> tuple[TypeFact, ...]:
    """Of many shapes of one kind and dtype the one that covers all of them, if there is such a one."""
    groups: dict[tuple[str, str | None], list[TypeFact]] = {}
    for fact in facts:
        if fact.elements is None and fact.fields is None:
            groups.setdefault((fact.kind, fact.dtype), []).append(fact)
    general: dict[TypeFact, TypeFact] = {}
    for group in groups.values():
        if len(group) > TENSOR_LIMIT:
            joined = reduce(join_shape, (fact.shape for fact in group))
            for fact in group:
                if fact.shape == joined:
                    general.update(dict.fromkeys(group, fact))
    return tuple(dict.fromkeys(general.get(fact, fact) for fact in facts))
