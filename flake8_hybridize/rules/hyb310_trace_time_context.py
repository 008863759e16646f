"""# HYB310: trace-time-context

## What it does
Finds `with` statements in traced code on locks, redirected streams and other context managers of Python.

## Why is this bad
The context is entered and left while tracing. When the graph runs, no lock is held and nothing is redirected.

## Example
```python
@tf.function
def step(x):
    with lock:
        total.assign_add(x)
```

## Use instead
```python
@tf.function
def step(x):
    total.assign_add(x)

with lock:
    step(x)
```

## Known limits
Contexts of TensorFlow (`tf.GradientTape`, `tf.name_scope`, `tf.device`, summary writers) act on the graph. What
context managers of the program do is reported where they do it.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)

## How to silence
`# noqa: HYB310` on the line of the `with`, or `ignore = HYB310` in the configuration.
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
        f"enters the context {hazard.subject} while it is traced",
        "the operations run later, outside of it",
        "enter it around the call",
    )


RULE = Rule(
    code="HYB310",
    name="trace-time-context",
    summary="a Python context manager in traced code is entered while tracing only",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("context-manager-at-trace",),
)
