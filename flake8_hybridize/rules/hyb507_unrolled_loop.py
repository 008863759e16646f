"""# HYB507: unrolled-loop

## What it does
Finds loops over a Python `range` of a hundred rounds or more in traced code.

## Why is this bad
Python runs the loop while tracing, and the graph gets a copy of the body for each round. Tracing takes long, and so
does optimizing the graph.

## Example
```python
@tf.function
def iterate(x):
    for _ in range(1000):
        x = x * 0.5 + 1.0
    return x
```

## Use instead
```python
@tf.function
def iterate(x):
    for _ in tf.range(1000):
        x = x * 0.5 + 1.0
    return x
```

## Known limits
Short loops, and loops over layers, are better unrolled. Where the body needs Python numbers a loop must stay as it
is.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: loops](https://www.tensorflow.org/guide/function#loops)
- [tf.range](https://www.tensorflow.org/api_docs/python/tf/range)

## How to silence
It is off by default. When it is on: `# noqa: HYB507` on the line of the loop.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"unrolls a Python loop of {hazard.detail('rounds')} rounds into its graph",
        "each round is a copy of the body, which makes tracing slow",
        "loop over tf.range()",
    )


RULE = Rule(
    code="HYB507",
    name="unrolled-loop",
    summary="a long Python loop is unrolled into the graph",
    default=False,
    fix="none",
    check=check,
    words=_words,
    hazards=("unrolled-python-loop",),
)
