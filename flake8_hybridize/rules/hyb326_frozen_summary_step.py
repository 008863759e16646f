"""# HYB326: frozen-summary-step

## What it does
Finds `tf.summary.*` in traced code with a `step` that is a Python number read from a global or attribute, and
`tf.summary.experimental.set_step` in traced code.

## Why is this bad
The number at the time of tracing is part of the graph: every call writes to the same step, and the chart shows one
point.

## Example
```python
@tf.function
def step(x):
    tf.summary.scalar("loss", x, step=epoch)
```

## Use instead
```python
epoch = tf.Variable(0, dtype=tf.int64)

@tf.function
def step(x):
    tf.summary.scalar("loss", x, step=epoch)
```

## Known limits
A step that is a parameter retraces for each new number instead (HYB501). A literal is taken to be meant.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.summary](https://www.tensorflow.org/api_docs/python/tf/summary)
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)

## How to silence
`# noqa: HYB326` on the line of the call, or `ignore = HYB326` in the configuration.
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
        f"writes a summary with the Python number {hazard.subject} as its step",
        "its value at the first trace stays in the graph",
        "use a tf.Variable of dtype int64",
    )


RULE = Rule(
    code="HYB326",
    name="frozen-summary-step",
    summary="a Python number is the step of a summary in traced code",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("summary-python-step",),
)
