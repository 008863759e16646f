"""The loop that fixes: choose, apply in memory, analyse again, until nothing changes.

A round is kept only if every file still parses, the findings that it fixed are gone and no new ones came; else its
fixes are tried in ever smaller groups, and what does not pass is left as it was and told. Nothing is written here.
"""

from __future__ import annotations

import ast
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .engine import Accept, Overlay, Result, run
from .fixes.apply import applied, choose
from .model.findings import SAFE, UNSAFE, Finding
from .model.options import Options
from .model.source import Source
from .project.collector import collect_if_paused
from .rules import all_rules
from .rules.edits import unused_imports

ROUNDS = 10
# Analyses that a round may spend on finding out which of its fixes does harm.
_TRIALS = 24
# A new opportunity is no harm; a new defect is.
_HARMLESS = ("HYB1", "HYB9")

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Fixed:
    """``result``: what is left after fixing. ``before`` and ``after``: the sources of the changed files, by name.

    ``done``: the findings that were fixed. ``refused``: those whose fix did not pass, with the reason.
    ``stable`` is false if the limit of rounds was reached.
    """

    result: Result
    before: dict[str, Source]
    after: dict[str, Source]
    done: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]
    stable: bool


@dataclass(frozen=True, slots=True)
class _State:
    texts: dict[str, Source]
    result: Result


@dataclass(slots=True)
class _Run:
    """What stays the same over all rounds, and what is learnt on the way."""

    paths: Sequence[str]
    root: Path
    options: Options
    overlay: Overlay
    refused: dict[_Key, tuple[Finding, str]] = field(default_factory=dict)
    trials: int = 0
    links: dict[str, str] = field(default_factory=dict)
    """Files that are other names of a file of the program (symbolic links), with that file: it alone is fixed."""

    def analyse(self, texts: dict[str, Source]) -> Result:
        shown = {**texts, **{link: texts[file] for link, file in self.links.items() if file in texts}}
        changed = {str(self.root / file): source.encode(source.text) for file, source in shown.items()}
        unsaved = {path: text for path, text in self.overlay.items() if str(self.root / path) not in changed}
        collect_if_paused()
        return run(self.paths, self.root, self.options, {**unsaved, **changed})


def fix(
    paths: Sequence[str],
    root: Path,
    options: Options,
    *,
    unsafe: bool = False,
    overlay: Overlay | None = None,
    accept: Accept | None = None,
) -> Fixed:
    """Fix in memory what ``accept`` wants and is safe (or ``unsafe``, if asked for). Else as ``engine.run``."""
    applicabilities = (SAFE, UNSAFE) if unsafe else (SAFE,)
    this = _Run(paths, root, options, overlay or {})
    first = this.analyse({})
    this.links = _links(root, first.sources)
    state = _State({}, first)
    done: list[Finding] = []
    stable = False
    for _ in range(ROUNDS):
        batch = [
            finding
            for chosen in choose(_wanted(this, state.result, accept), applicabilities).values()
            for finding in chosen
        ]
        if not batch:
            stable = True
            break
        this.trials = 0
        kept: list[Finding] = []
        state = _settle(this, state, state, kept, batch)
        done += kept
    before = {file: first.sources[file] for file in state.texts}
    left = tuple(f for f in state.result.findings if _accepted(f, state.result, accept))
    return Fixed(
        result=replace(state.result, findings=left),
        before=before,
        after=state.texts,
        done=tuple(done),
        refused=tuple(this.refused.values()),
        stable=stable,
    )


def _accepted(finding: Finding, result: Result, accept: Accept | None) -> bool:
    return accept is None or accept(finding, result.sources.get(finding.place.file))


def _wanted(this: _Run, result: Result, accept: Accept | None) -> list[Finding]:
    return [
        finding
        for finding in result.findings
        if _key(finding) not in this.refused
        and finding.place.file not in this.links
        and _accepted(finding, result, accept)
    ]


def _links(root: Path, files: Iterable[str]) -> dict[str, str]:
    """Of several names of one file all but one, with that one: the name without links, if it is among them."""
    names: dict[str, list[str]] = {}
    for file in files:
        names.setdefault(os.path.realpath(root / file), []).append(file)
    links: dict[str, str] = {}
    for real, same in names.items():
        if len(same) > 1:
            kept = next((file for file in same if os.path.abspath(root / file) == real), min(same))
            links.update((file, kept) for file in same if file != kept)
    return links


def _settle(this: _Run, base: _State, best: _State, kept: list[Finding], batch: list[Finding]) -> _State:
    """The best state that fixes of ``batch``, besides ``kept``, lead to from ``base``; ``kept`` grows."""
    trial, harm = _tried(this, base, [*kept, *batch])
    if trial is not None:
        kept += batch
        return trial
    if len(batch) == 1 or this.trials > _TRIALS:
        this.refused.update({_key(finding): (finding, harm) for finding in batch})
        return best
    middle = len(batch) // 2
    best = _settle(this, base, best, kept, batch[:middle])
    return _settle(this, base, best, kept, batch[middle:])


def _tried(this: _Run, base: _State, batch: list[Finding]) -> tuple[_State | None, str]:
    """The state after ``batch``, or ``None`` and the harm that it would do."""
    this.trials += 1
    texts = dict(base.texts)
    for file in dict.fromkeys(finding.place.file for finding in batch):
        source = base.result.sources[file]
        edits = [e for f in batch if f.place.file == file and f.fix is not None for e in f.fix.edits]
        try:
            new = replace(source, text=applied(source, edits))
            new = replace(new, text=applied(new, unused_imports(source, new, base.result.sources)))
            new.encode(new.text)
        except ValueError as error:
            return None, f"the edits cannot be applied: {error}"
        if not _parses(new):
            return None, "the file would not be valid Python"
        texts[file] = new
    result = this.analyse(texts)
    harm = _harm(base.result.findings, result.findings, batch)
    return (None, harm) if harm else (_State(texts, result), "")


def _harm(before: Iterable[Finding], after: Iterable[Finding], fixed: Iterable[Finding]) -> str:
    old, new, gone = (Counter(map(_key, findings)) for findings in (before, after, fixed))
    for key, count in gone.items():
        if new[key] > old[key] - count:
            return f"{key[1]} would still be found"
    on = {rule.code for rule in all_rules() if rule.default and not rule.code.startswith(_HARMLESS)}
    for finding in after:
        key = _key(finding)
        if finding.code in on and new[key] > old[key]:
            return f"it would bring {finding.code} at {finding.place}: {finding.message}"
    return ""


def _key(finding: Finding) -> _Key:
    return finding.place.file, finding.code, finding.function


def _parses(source: Source) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
