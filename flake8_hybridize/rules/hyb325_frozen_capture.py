"""# HYB325: frozen-capture

## What it does
Finds traced inner functions that read a name of the function around which is bound again: by a loop, a `nonlocal`
assignment, or simply later.

## Why is this bad
The value at the time of tracing becomes a constant of the graph (a tensor is captured as it is then). Later
assignments change nothing, without any message.

## Example
```python
def train(dataset):
    rate = 0.1

    @tf.function
    def step(x):
        return x * rate

    for x in dataset:
        step(x)
        rate *= 0.9  # the graph keeps 0.1
```

## Use instead
```python
def train(dataset):
    rate = tf.Variable(0.1)

    @tf.function
    def step(x):
        return x * rate

    for x in dataset:
        step(x)
        rate.assign(rate * 0.9)
```

## Known limits
A compiled function that is made in the loop itself, anew for each value, sees each value; that is HYB504.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: depending on Python global and free variables](https://www.tensorflow.org/guide/function#depending_on_python_global_and_free_variables)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB325` on the line that reads it, or `ignore = HYB325` in the configuration.
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
        f"reads the captured name {hazard.subject}, which is changed{where}",
        "its value at the first trace stays in the graph",
        "make it a tf.Variable, or pass it as an argument",
    )


RULE = Rule(
    code="HYB325",
    name="frozen-capture",
    summary="a captured name that changes later is baked into the graph",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("frozen-closure", "frozen-tensor-capture"),
)
