"""# HYB332: pruned-check

## What it does
Finds operations in traced code whose result nobody uses, and which can fail: `tf.gather`, `tf.ensure_shape`,
`tf.strings.to_number`, `tf.reshape`, `tf.linalg.inv` and their like as a statement of their own.

## Why is this bad
A graph runs only what its results need, and what has an effect. An operation that is there to fail on bad data is
removed, and bad data passes.

## Example
```python
@tf.function
def look(table, ids):
    tf.gather(table, ids)  # to check that the ids are there
    return tf.reduce_sum(table)
```

## Use instead
```python
@tf.function
def look(table, ids):
    tf.debugging.assert_less(ids, tf.shape(table)[0])
    return tf.reduce_sum(table)
```

## Known limits
It is off by default: most unused results are left-overs that were never meant as a check. Assertions,
`tf.debugging.check_numerics`, printing and everything else with an effect runs and is not reported.

## Fix safety
There is no fix: what is to be checked is for you to say.

## References
- [Introduction to graphs: non-strict execution](https://www.tensorflow.org/guide/intro_to_graphs#non-strict_execution)
- [tf.debugging](https://www.tensorflow.org/api_docs/python/tf/debugging)

## How to silence
It is off by default. When it is on: `# noqa: HYB332` on the line.
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
        f"does not use the result of {hazard.subject}()",
        "a graph leaves such an operation out, so that it never fails",
        "check by tf.debugging.assert_*(), or drop it",
    )


RULE = Rule(
    code="HYB332",
    name="pruned-check",
    summary="an operation that may fail is left out of the graph, since its result is not used",
    default=False,
    fix="none",
    check=check,
    words=_words,
    hazards=("pruned-unused-op",),
)
