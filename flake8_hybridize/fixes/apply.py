"""Which fixes go together, and the text that they make."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable

from ..model.findings import Edit, Finding
from ..model.source import Source


def choose(findings: Iterable[Finding], applicabilities: Collection[str]) -> dict[str, list[Finding]]:
    """The findings to fix now, by file: those of the given applicabilities whose edits do not touch one another.

    Of two that overlap the one that begins first wins; the other has its turn when the file was analysed again.
    An edit that several fixes share (the same import added) is no overlap.
    """
    chosen: dict[str, list[Finding]] = {}
    taken: dict[str, set[Edit]] = {}
    for finding in sorted(findings, key=_order):
        if finding.fix is None or finding.fix.applicability not in applicabilities or not finding.fix.edits:
            continue
        edits = taken.setdefault(finding.place.file, set())
        new = [edit for edit in finding.fix.edits if edit not in edits]
        if any(_clash(edit, other) for edit in new for other in edits):
            continue
        edits.update(new)
        chosen.setdefault(finding.place.file, []).append(finding)
    return chosen


def applied(source: Source, edits: Iterable[Edit]) -> str:
    """The text of ``source`` with ``edits`` done; equal edits are done once.

    Raises ``ValueError`` where an edit lies outside of the text or two overlap.
    """
    ordered = sorted(set(edits), key=lambda edit: (edit.start, edit.end))
    for first, second in itertools.pairwise(ordered):
        if second.start < first.end:
            raise ValueError(f"edits overlap in {source.file}, line {second.start[0]}")
    starts = [0]
    for line in source.lines:
        starts.append(starts[-1] + len(line))
    pieces: list[str] = []
    done = 0
    for edit in ordered:
        start, end = (_offset(source, starts, position) for position in (edit.start, edit.end))
        pieces += (source.text[done:start], edit.text)
        done = end
    pieces.append(source.text[done:])
    return "".join(pieces)


def _offset(source: Source, starts: list[int], position: tuple[int, int]) -> int:
    line, column = position
    if line == len(starts) and column == 1:
        return len(source.text)
    length = len(source.line(line)) if 0 < line < len(starts) else -1
    if not 0 < column <= length + 1:
        raise ValueError(f"no line {line}, column {column} in {source.file}")
    return starts[line - 1] + column - 1


def _order(finding: Finding) -> tuple[str, Edit, str]:
    edits = finding.fix.edits if finding.fix is not None else ()
    return finding.place.file, min(edits, default=Edit((0, 0), (0, 0), "")), finding.code


def _clash(left: Edit, right: Edit) -> bool:
    if left.start == right.start:
        return True
    first, second = sorted((left, right))
    return second.start < first.end
