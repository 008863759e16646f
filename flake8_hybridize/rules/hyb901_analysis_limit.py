"""# HYB901: analysis-limit

## What it does
Tells where the analysis stopped at one of its limits, so that what it says of a function may be incomplete.

## Why is this bad
It isn't: limits keep the run short and its memory small. But a function without findings is then not proven to be fine.

## Example
A function of many thousand statements, or one that is called with hundreds of different combinations of arguments.

## Use instead
Generated tables can be moved to a file of data, and long functions be split.

## Known limits
The limits cannot be set.

## Fix safety
There is no fix.

## References
- [How it is built](https://github.com/flake8-hybridize/flake8-hybridize/blob/main/CONTRIBUTING.md#how-it-is-built)

## How to silence
It is off by default. When it is on: `# noqa: HYB901` on the line that it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each limit that was reached."""
    for function, hazard in hazards(facts, RULE.hazards):
        yield Finding(RULE.code, hazard.place, f"the analysis stopped at a limit here: {hazard.subject}", function)


RULE = Rule(
    code="HYB901",
    name="analysis-limit",
    summary="a limit of the analysis was reached, what it says here may be incomplete",
    default=False,
    fix="none",
    check=check,
    hazards=("analysis-limit",),
)
