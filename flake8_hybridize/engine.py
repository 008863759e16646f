"""The one pipeline: paths → project → facts → findings. Every adapter goes through it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .model.facts import ProgramFacts
from .model.findings import Finding
from .model.options import Options
from .model.source import Source, Sources
from .project import SourceText
from .rules import all_rules
from .rules.rule import Rule

Overlay = Mapping[str, bytes | str]
Accept = Callable[[Finding, Source | None], bool]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found.

    ``facts`` are those of the files that were asked for. ``findings`` are free of duplicates, in order of file and
    place, and restricted to what the caller accepts. ``sources`` hold the text of every file of the program.
    ``missing`` are paths that do not exist, ``failures`` the tracebacks of rules that failed.
    """

    facts: ProgramFacts
    findings: tuple[Finding, ...]
    sources: Sources
    missing: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def run(
    paths: Sequence[str],
    root: Path,
    options: Options,
    overlay: Overlay | None = None,
    accept: Accept | None = None,
    rules: Sequence[Rule] | None = None,
) -> Result:
    """Analyse the program that ``paths`` (relative to ``root``) belong to.

    ``overlay`` holds unsaved texts, which win over the disk. ``accept`` says which findings are wanted (selection and
    ``noqa``); all are by default. ``rules`` are those that are asked, all by default. Raises nothing for what is in the
    files; an error of the analysis itself is raised as it is.
    """
    from . import analysis, project  # analysis imports astroid

    with project.collector_paused():
        program = project.load(list(paths), root, options, overlay)
        facts = replace(analysis.analyse(program, options), input_signatures=options.input_signatures)
        sources = _Sources({module.file: module.source for module in program.modules})
        targets = {entry.file for entry in program.files}
        findings, failures = _findings(facts, sources, all_rules() if rules is None else rules)
    here = sorted((finding for finding in findings if finding.place.file in targets), key=_order)
    once = {_order(finding): finding for finding in reversed(here)}.values()
    return Result(
        facts=_restricted(facts, targets),
        findings=tuple(f for f in reversed(once) if accept is None or accept(f, sources.get(f.place.file))),
        sources=sources,
        missing=tuple(program.missing),
        failures=tuple(failures),
    )


class _Sources(Mapping[str, Source]):
    """The texts of a program by file name, cut into lines when they are asked for."""

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        self._texts = texts
        self._made: dict[str, Source] = {}

    def __getitem__(self, file: str) -> Source:
        made = self._made.get(file)
        if made is None:
            text = self._texts[file]
            made = self._made[file] = Source(file, text.text, text.encoding, text.bom)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _findings(facts: ProgramFacts, sources: Sources, rules: Iterable[Rule]) -> tuple[list[Finding], list[str]]:
    findings: list[Finding] = []
    failures: list[str] = []
    for rule in rules:
        try:
            findings.extend(rule.check(facts, sources))
        except Exception:  # noqa: BLE001 - told by the adapters as HYB902; the other rules go on
            failures.append(f"{rule.code}: {traceback.format_exc()}")
    return findings, failures


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return place.file, place.line, place.column, finding.code, finding.message


def _restricted(facts: ProgramFacts, targets: set[str]) -> ProgramFacts:
    """The facts of the files that were asked for, without those of the rest of the program."""
    return replace(
        facts,
        files=tuple(file for file in facts.files if file.file in targets),
        functions=tuple(function for function in facts.functions if function.file in targets),
        hazards=tuple(hazard for hazard in facts.hazards if hazard.place.file in targets),
    )
