"""# HYB902: internal-error

## What it does
Tells that the analysis failed with an error of its own. Everything else is still reported.

## Why is this bad
It is a defect of flake8-hybridize, not of your program. The file that it names was not, or not fully, analysed.

## Example
Nobody knows one, or it would be mended.

## Use instead
Please report it, with the output of `hybridize check` on the file, which shows the traceback.

## Known limits
The error may come from another file than the one under which it is reported.

## Fix safety
There is no fix.

## References
- [Issues](https://github.com/flake8-hybridize/flake8-hybridize/issues)

## How to silence
`ignore = HYB902` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where the analysis gave up because of an error of its own."""
    for function, hazard in hazards(facts, RULE.hazards):
        message = f"the analysis failed here, please report it: {hazard.subject}"
        yield Finding(RULE.code, hazard.place, message, function)


RULE = Rule(
    code="HYB902",
    name="internal-error",
    summary="the analysis failed with an error of its own",
    default=True,
    fix="none",
    check=check,
    hazards=("internal-error",),
)
