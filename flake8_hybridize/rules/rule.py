"""What a rule is.

A rule lives in one module ``hyb<number>_<name>.py`` of this folder, which is found by walking the folder:
nothing else needs to be touched. The module's docstring is the rule's page (sections ``What it does``,
``Why is this bad``, ``Example``, ``Use instead``, ``Known limits``, ``Fix safety``, ``References``,
``How to silence``), and the module defines ``RULE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources

if TYPE_CHECKING:
    from .traced import Words

Check = Callable[[ProgramFacts, Sources], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``name`` is in kebab case and reads well after "allow"; ``summary`` is one line without a full stop.
    ``default``: it is on unless it is ignored. ``fix``: ``none``, ``safe`` or ``unsafe`` (the best it can offer).
    ``hazards``: the hazard kinds that it reports; every kind belongs to one rule. ``words`` says what is wrong with
    one, also where it is no finding but what keeps a function from being compiled.
    ``check`` reads frozen facts and source text only, yields findings in any order, and says nothing
    where a fact is unknown.
    """

    code: str
    name: str
    summary: str
    default: bool
    fix: str
    check: Check
    hazards: tuple[str, ...] = ()
    words: Callable[[Hazard], Words] | None = None
