"""# HYB412: recursion

## What it does
Finds functions that `tf.function` compiles and that call themselves, directly or through others; and functions called
from traced code that call themselves until a tensor says to stop.

## Why is this bad
To trace the call, the function must be traced first, and so on. With a tensor deciding when to stop, both branches
are traced, without an end: `RecursionError`. With a Python number it ends, after one trace for each level.

## Example
```python
@tf.function
def factorial(n):
    if n < 1:
        return tf.constant(1)
    return n * factorial(n - 1)
```

## Use instead
```python
@tf.function
def factorial(n):
    result = tf.constant(1)
    for i in tf.range(1, n + 1):
        result *= i
    return result
```

## Known limits
Recursion of plain Python functions inside of one trace, over nested lists or numbers, is fine and not reported.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: recursive tf.functions are not supported](https://www.tensorflow.org/guide/function#recursive_tffunctions_are_not_supported)

## How to silence
`# noqa: HYB412` on the line of the `def`, or `ignore = HYB412` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that calls itself, and each traced one that does so without an end."""
    for function in facts.functions:
        hybrid = function.hybrid
        found = [h for h in function.hazards if h.kind in RULE.hazards]
        if any(h.detail("endless") for h in found):
            yield Finding(
                code=RULE.code,
                place=function.keyword,
                message=f"{function.name}() calls itself while it is traced, and only a tensor decides when to stop: "
                "both branches are traced, without an end (RecursionError); use a loop",
                function=function.name,
            )
            continue
        if hybrid is None or hybrid.by != "decorator" or not found:
            continue
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() calls itself: each call inside of its graph is traced anew, without an end if "
            "a tensor decides; use a loop, or leave tf.function off",
            function=function.name,
        )


RULE = Rule(
    code="HYB412",
    name="recursion",
    summary="a function that tf.function compiles calls itself",
    default=True,
    fix="none",
    check=check,
    hazards=("recursion",),
)
