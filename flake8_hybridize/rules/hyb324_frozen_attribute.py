"""# HYB324: frozen-attribute

## What it does
Finds traced code that reads an attribute of an object which other code of the program assigns again.

## Why is this bad
The value at the time of tracing becomes a constant of the graph. Later assignments change nothing, without any
message.

## Example
```python
class Model(tf.Module):
    def __init__(self):
        self.scale = 1.0

    @tf.function
    def __call__(self, x):
        return x * self.scale

model = Model()
model(x)
model.scale = 2.0
model(x)  # still 1.0
```

## Use instead
```python
class Model(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(1.0)

    @tf.function
    def __call__(self, x):
        return x * self.scale

model.scale.assign(2.0)
```

## Known limits
Attributes that only `__init__` and `build` assign, variables, layers and functions are not reported.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: depending on Python global and free variables](https://www.tensorflow.org/guide/function#depending_on_python_global_and_free_variables)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB324` on the line that reads it, or `ignore = HYB324` in the configuration.
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
        f"reads {hazard.subject}, which is changed{where}",
        "its value at the first trace stays in the graph",
        "make it a tf.Variable, or pass it as an argument",
    )


RULE = Rule(
    code="HYB324",
    name="frozen-attribute",
    summary="an attribute that the program changes is baked into the graph",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("frozen-attribute",),
)
