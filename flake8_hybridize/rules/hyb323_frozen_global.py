"""# HYB323: frozen-global

## What it does
Finds traced code that reads a global which other code of the program assigns again, or a list, dict or array in a
global which it changes in place.

## Why is this bad
The value at the time of tracing becomes a constant of the graph. Later assignments change nothing, without any
message: a learning rate that is lowered stays as it was.

## Example
```python
rate = 0.1

@tf.function
def step(x):
    return x * rate

step(x)
rate = 0.01
step(x)  # still 0.1
```

## Use instead
```python
rate = tf.Variable(0.1)

@tf.function
def step(x):
    return x * rate

step(x)
rate.assign(0.01)
step(x)
```

## Known limits
Globals that are assigned once, functions, classes, modules and variables are not reported. Whether the assignment
runs before the first call is not always known: then nothing is said.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: depending on Python global and free variables](https://www.tensorflow.org/guide/function#depending_on_python_global_and_free_variables)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB323` on the line that reads it, or `ignore = HYB323` in the configuration.
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
    where = f" at {hazard.cause}" if hazard.cause is not None else ""
    return Words(
        f"reads the global {hazard.subject}, which is changed{where}",
        "its value at the first trace stays in the graph",
        "make it a tf.Variable, or pass it as an argument",
    )


RULE = Rule(
    code="HYB323",
    name="frozen-global",
    summary="a global that the program changes is baked into the graph",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("frozen-global",),
)
