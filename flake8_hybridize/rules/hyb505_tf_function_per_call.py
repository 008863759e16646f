"""# HYB505: tf-function-per-call

## What it does
Finds `tf.function` applied inside of a function that runs often, to something that is used there and then dropped.

## Why is this bad
Each application makes a new compiled function with no traces. It is traced in its first call, which is its last:
slower than without `tf.function`, and the graphs pile up until they are collected.

## Example
```python
def train(x):
    @tf.function
    def step(x):
        return x * 2.0
    return step(x)
```

## Use instead
```python
@tf.function
def step(x):
    return x * 2.0

def train(x):
    return step(x)
```

## Known limits
Factories that return what they made, `__init__`, caches (`if self._f is None`) and functions that run once are not
reported; nor is `tf.function` inside of traced code, where it runs once per trace.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB505` on the line where it is made, or `ignore = HYB505` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where a compiled function is made for one use."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            yield Finding(RULE.code, hazard.place, _message(function), function)


def _message(function: str) -> str:
    return (
        f"{function}() makes a new tf.function on every call, which is traced every time: "
        "make it once, at module level or in __init__()"
    )


RULE = Rule(
    code="HYB505",
    name="tf-function-per-call",
    summary="a compiled function is made anew on every call of the function around it",
    default=True,
    fix="none",
    check=check,
    hazards=("tf-function-per-call",),
)
