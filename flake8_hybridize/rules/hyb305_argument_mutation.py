"""# HYB305: argument-mutation

## What it does
Finds traced code that changes a list, dict or set which it got as an argument.

## Why is this bad
`tf.function` compares its Python arguments after tracing and raises `ValueError` ("should not modify its Python input
arguments") if a list or dict was changed. In a function that is called from traced code nothing is compared: the
change happens once per trace and is missing in all later calls.

## Example
```python
@tf.function
def step(losses, x):
    losses.append(tf.reduce_sum(x))
    return losses
```

## Use instead
```python
@tf.function
def step(losses, x):
    return [*losses, tf.reduce_sum(x)]
```

## Known limits
A helper that changes a list which its traced caller made is fine and not reported. Attributes of objects are HYB307.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [Better performance with tf.function: limitations](https://www.tensorflow.org/guide/function#limitations)

## How to silence
`# noqa: HYB305` on the line of the change, or `ignore = HYB305` in the configuration.
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
        f"changes its argument {hazard.subject} in place",
        "tf.function raises ValueError for arguments that change while tracing",
        "make a copy first or return a new one",
    )


RULE = Rule(
    code="HYB305",
    name="argument-mutation",
    summary="traced code changes a list or dict that it was given",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("arg-mutation",),
)
