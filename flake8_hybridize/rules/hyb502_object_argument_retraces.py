"""# HYB502: object-argument-retraces

## What it does
Finds calls of compiled functions, in loops, with objects, lambdas or inner functions that each round makes anew.

## Why is this bad
Python objects are told apart by identity, so each new one is a new trace, which takes a hundred times as long as a
call and stays in memory.

## Example
```python
for x in dataset:
    step(x, lambda v: v * 2.0)
```

## Use instead
```python
def double(v):
    return v * 2.0

for x in dataset:
    step(x, double)
```

## Known limits
Objects that are made before the loop, tuples and dicts of tensors, datasets and variables are fine. Classes that
define `__eq__` and data classes may share a trace and are not reported.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)

## How to silence
`# noqa: HYB502` on the line of the argument, or `ignore = HYB502` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each argument that is a new object in every call."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            yield Finding(RULE.code, hazard.place, _message(hazard), function)


def _message(hazard: Hazard) -> str:
    what = "function" if hazard.kind == "retrace-lambda" else "object"
    return (
        f"{hazard.detail('callee')}() is traced again for every new {what} passed as '{hazard.detail('parameter')}', "
        "and each round makes one: make it once, before the loop"
    )


RULE = Rule(
    code="HYB502",
    name="object-argument-retraces",
    summary="a new object or function is passed to a compiled function on every call",
    default=True,
    fix="none",
    check=check,
    hazards=("retrace-object", "retrace-lambda"),
)
