"""# HYB422: invalid-name-argument

## What it does
Finds calls of operations in which something else than a valid name lands on the parameter `name`, mostly by position.

## Why is this bad
Eagerly the name is not looked at, and what was meant (a dtype, an axis) has no effect. In a graph it raises:
`TypeError` or `ValueError` ("is not a valid scope name").

## Example
```python
@tf.function
def root(x):
    return tf.sqrt(x, tf.float64)
```

## Use instead
```python
@tf.function
def root(x):
    return tf.sqrt(tf.cast(x, tf.float64))
```

## Known limits
Names that the program computes are not checked.

## Fix safety
The fix drops the argument, which has no effect in eager execution. It is unsafe: another parameter may have been meant.

## References
- [tf.Graph.name_scope](https://www.tensorflow.org/api_docs/python/tf/Graph#name_scope)

## How to silence
`# noqa: HYB422` on the line of the call, or `ignore = HYB422` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import name_argument
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, name_argument, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"passes {hazard.detail('given')} to {hazard.subject}() as its name",
        "that is no valid name of an operation, so this raises in a graph",
        "drop it, or pass what you mean by keyword",
    )


RULE = Rule(
    code="HYB422",
    name="invalid-name-argument",
    summary="something that is no name is passed as the name of an operation",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("invalid-name-argument",),
)
