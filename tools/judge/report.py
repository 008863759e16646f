"""A comparison as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .compare import MEASURES, Comparison, result_line


def text_report(comparison: Comparison, misses: int = 0) -> str:
    """Shares, tables, contradictions, what is missing, and the ``misses`` worst parameters."""
    return "\n".join(_lines(comparison, misses)) + "\n"


def _lines(comparison: Comparison, misses: int) -> Iterator[str]:
    programs = len({result.program for result in comparison.parameters})
    yield f"{len(comparison.parameters)} parameters received tensors, in {programs} programs"
    for measure in MEASURES:
        right = sum(result.holds(measure) for result in comparison.parameters)
        yield f"  {measure.replace('_', ' '):12}{right:6}  {100 * comparison.share(measure):6.2f} %"
    contradictions = list(comparison.contradictions())
    yield f"  contradictions {len(contradictions)}"
    for name, table in sorted(comparison.tables.items()):
        yield ""
        yield f"{name}: seen against claimed"
        yield from _table(table)
    yield from _section("Contradictions", [f"{text}\n  {result_line(result)}" for result, text in contradictions])
    yield from _section("Judgements refuted", comparison.disagreements)
    yield from _section("Functions that the facts lack", comparison.missing_functions)
    yield from _section("Programs that did not run to the end", comparison.not_run)
    if misses:
        worst = comparison.misses()
        yield from _section(f"The worst {misses} of {len(worst)}", [result_line(one) for one in worst[:misses]])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


def _table(table: Counter[tuple[str, str]]) -> Iterator[str]:
    rows = sorted({seen for seen, _ in table})
    columns = sorted({claimed for _, claimed in table})
    width = max(12, *(len(name) + 2 for name in (*rows, *columns)))
    yield "  " + "seen".ljust(width) + "".join(name.rjust(width) for name in columns)
    for row in rows:
        yield "  " + row.ljust(width) + "".join(str(table[row, column]).rjust(width) for column in columns)


def json_report(comparison: Comparison) -> dict[str, Any]:
    """The same as an object."""
    return {
        "parameters": len(comparison.parameters),
        "shares": {measure: round(comparison.share(measure), 5) for measure in MEASURES},
        "contradictions": [
            {
                "program": r.program,
                "place": r.place,
                "function": r.function,
                "parameter": r.parameter.name,
                "text": text,
            }
            for r, text in comparison.contradictions()
        ],
        "tables": {
            name: [[seen, claimed, count] for (seen, claimed), count in sorted(table.items())]
            for name, table in sorted(comparison.tables.items())
        },
        "disagreements": comparison.disagreements,
        "missing_functions": comparison.missing_functions,
        "not_run": comparison.not_run,
        "misses": [
            {
                "program": r.program,
                "place": r.place,
                "function": r.function,
                "parameter": r.parameter.name,
                "seen": [one.to_json() for one in r.parameter.types],
                "passed": None if r.parameter.passed is None else [one.to_json() for one in r.parameter.passed],
                "claimed": [one.to_json() for one in r.claimed],
                "evidence": list(r.evidence),
                "failed": [measure for measure in MEASURES if not r.holds(measure)],
            }
            for r in comparison.misses()
        ],
    }
