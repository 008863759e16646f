"""Findings for people: the place, the sentence, the source line with a caret under it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.findings import SAFE, UNSAFE, Finding
from ..model.source import Sources


@dataclass(frozen=True, slots=True)
class Style:
    """What is written before (and taken back after) a file name, a code and carets."""

    file: str = ""
    code: str = ""
    caret: str = ""


PLAIN = Style()
COLOURED = Style("\x1b[1m", "\x1b[1;31m", "\x1b[32m")


def render(findings: Iterable[Finding], sources: Sources, style: Style = PLAIN) -> str:
    """``file:line:column: code message`` for each finding, and under it the line with carets."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding, sources, style))


def summary(findings: Iterable[Finding], *, fixed: int = 0) -> str:
    """How many findings there are and how many of them have a fix; empty if there is nothing to say."""
    found = list(findings)
    counts = Counter(finding.fix.applicability for finding in found if finding.fix is not None)
    lines = []
    if fixed:
        left = f", {len(found)} left" if found else ""
        lines.append(f"Fixed {_count(fixed, 'finding')}{left}.")
    elif found:
        lines.append(f"Found {_count(len(found), 'finding')}.")
    if counts[SAFE]:
        lines.append(f"{counts[SAFE]} fixable with --fix.")
    if counts[UNSAFE]:
        more = "more " if counts[SAFE] else ""
        lines.append(f"{counts[UNSAFE]} {more}fixable with --fix --unsafe-fixes; review what those change.")
    return "".join(f"{line}\n" for line in lines)


def statistics(findings: Iterable[Finding], names: dict[str, str]) -> str:
    """How often each code was found, most frequent first; ``names`` gives the rule names by code."""
    counts = Counter(finding.code for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:>6}  {code}  {names.get(code, '')}".rstrip() + "\n" for code, count in ordered)


def _in(sequence: str, text: str) -> str:
    return f"{sequence}{text}\x1b[0m" if sequence else text


def _lines(finding: Finding, sources: Sources, style: Style) -> Iterator[str]:
    place = finding.place
    mark = " [*]" if finding.fix is not None and finding.fix.applicability == SAFE else ""
    file, code = _in(style.file, place.file), _in(style.code, finding.code)
    yield f"{file}:{place.line}:{place.column}: {code}{mark} {finding.message}"
    source = sources.get(place.file)
    line = "" if source is None else source.line(place.line)
    if line.strip():
        yield f"    {_printable(line)}"
        start, end = place.column - 1, place.end_column - 1 if place.end_line == place.line else len(line)
        before = "".join(_blank(character) for character in line[:start])
        marked = sum(_width(character) for character in line[start:end])
        yield f"    {before}{_in(style.caret, '^' * max(marked, 1))}"


def _printable(line: str) -> str:
    return "".join(" " if character != "\t" and not character.isprintable() else character for character in line)


def _blank(character: str) -> str:
    return "\t" if character == "\t" else " " * _width(character)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "FW" else 1


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
