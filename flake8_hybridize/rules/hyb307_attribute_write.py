"""# HYB307: attribute-write

## What it does
Finds traced methods that assign attributes: `self.n += 1`, `setattr(self, ...)`, `argument.x = ...`.

## Why is this bad
The assignment is Python and runs once per trace. A step counter stays at one, a "last loss" is a symbolic tensor of
the first call. What reads the attribute inside the graph sees the value of the trace.

## Example
```python
class Trainer(tf.Module):
    def __init__(self):
        self.steps = 0

    @tf.function
    def step(self, x):
        self.steps += 1
        return x * 2.0
```

## Use instead
```python
class Trainer(tf.Module):
    def __init__(self):
        self.steps = tf.Variable(0)

    @tf.function
    def step(self, x):
        self.steps.assign_add(1)
        return x * 2.0
```

## Known limits
What is assigned once, behind `is None`, `hasattr` or `not self.built`, in `build()` or in `__init__`, is not
reported, nor are attributes of objects that the call made.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB307` on the line of the assignment, or `ignore = HYB307` in the configuration.
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
        f"assigns {hazard.subject} while it is traced",
        "that happens once per trace, not on every call",
        "keep it in a tf.Variable and assign() to it, or return the value",
    )


RULE = Rule(
    code="HYB307",
    name="attribute-write",
    summary="traced code assigns an attribute of an object that outlives the call",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("self-attr-write",),
)
