"""# HYB413: inconsistent-branches

## What it does
Finds `if` statements on tensors of which one branch defines a name that is used later and the other does not, gives
it another dtype or structure or `None`, or returns a value while the other path returns none.

## Why is this bad
AutoGraph makes `tf.cond` of it, whose two functions must return the same: `ValueError` ("'y' must also be initialized
in the else branch", "the else branch must also have a return statement", "'y' is None at the end of the else branch")
or `TypeError` ("has dtype float32 in the main branch, but dtype int32 in the else branch").

## Example
```python
@tf.function
def step(x):
    scale = 0
    if tf.reduce_sum(x) > 1.0:
        scale = tf.reduce_mean(x)
    return x * scale
```

## Use instead
```python
@tf.function
def step(x):
    scale = 0.0
    if tf.reduce_sum(x) > 1.0:
        scale = tf.reduce_mean(x)
    return x * scale
```

## Known limits
Different shapes are allowed. Python numbers count as int32 and float32. Names that are used in the branch only may be
missing in the other, and a branch that returns needs to define nothing.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.cond](https://www.tensorflow.org/api_docs/python/tf/cond)

## How to silence
`# noqa: HYB413` on the line of the condition or `return`, or `ignore = HYB413` in the configuration.
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
    if hazard.kind == "return-in-one-branch":
        return Words(
            "returns a value in a branch that a tensor decides, and none otherwise",
            "the branches become one operation with one result, so this raises",
            "return a tensor on every path",
        )
    name = hazard.subject
    if hazard.kind == "undefined-in-branch":
        return Words(
            f"leaves '{name}' undefined in the {hazard.detail('branch')} branch of a condition on a tensor",
            "the branches become one operation with one result, so this raises",
            "define it before the if statement",
        )
    return Words(
        f"gives '{name}' different types in the branches of a condition on a tensor ({hazard.detail('what')})",
        "the branches become one operation with one result, so this raises",
        "let both have one dtype and structure",
    )


RULE = Rule(
    code="HYB413",
    name="inconsistent-branches",
    summary="the branches of a condition on a tensor do not leave the same names and types",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("undefined-in-branch", "return-in-one-branch", "branch-type-mismatch"),
)
