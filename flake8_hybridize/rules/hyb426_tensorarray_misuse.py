"""# HYB426: tensorarray-misuse

## What it does
Finds compiled functions that return a `tf.TensorArray`, alone or in a structure.

## Why is this bad
It arrives as a variant tensor without any methods: `AttributeError` ("object has no attribute 'stack'").

## Example
```python
@tf.function
def fill(x):
    return tf.TensorArray(tf.float32, 1).write(0, x)
```

## Use instead
```python
@tf.function
def fill(x):
    return tf.TensorArray(tf.float32, 1).write(0, x).stack()
```

## Known limits
Functions that are only called from traced code may return one.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.TensorArray](https://www.tensorflow.org/api_docs/python/tf/TensorArray)

## How to silence
`# noqa: HYB426` on the line of the `def`, or `ignore = HYB426` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that returns a TensorArray."""
    for function in facts.functions:
        if function.hybrid is None or not any(h.kind in RULE.hazards and h.traced for h in function.hazards):
            continue
        yield Finding(
            RULE.code,
            function.keyword,
            f"{function.name}() returns a TensorArray, which arrives as a tensor without methods: return its stack()",
            function.name,
        )


RULE = Rule(
    code="HYB426",
    name="tensorarray-misuse",
    summary="a compiled function returns a TensorArray",
    default=True,
    fix="none",
    check=check,
    hazards=("tensorarray-returned",),
)
