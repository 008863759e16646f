"""# HYB328: literal-trace-collision

## What it does
Finds parameters of compiled functions to which the program passes both an integer and the float that equals it, such
as 1 and 1.0.

## Why is this bad
Python values are compared by `==` to find a trace. 1, 1.0 and `True` share one: whoever comes later gets the dtype of
whoever came first, without a message.

## Example
```python
@tf.function
def constant(v):
    return tf.constant(v)

constant(1)    # int32
constant(1.0)  # int32 too
```

## Use instead
```python
constant(tf.constant(1))
constant(tf.constant(1.0))
```

## Known limits
Only numbers that stand in the program are compared.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)

## How to silence
`# noqa: HYB328` on the line of the call, or `ignore = HYB328` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each parameter that gets equal numbers of different types."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            yield Finding(RULE.code, hazard.place, _message(hazard), function)


def _message(hazard: Hazard) -> str:
    return (
        f"{hazard.detail('callee')}() gets {hazard.detail('reason')} as '{hazard.detail('parameter')}', "
        "which share one trace and so one dtype: pass tensors"
    )


RULE = Rule(
    code="HYB328",
    name="literal-trace-collision",
    summary="equal numbers of different types are passed to one parameter of a compiled function",
    default=True,
    fix="none",
    check=check,
    hazards=("literal-trace-collision",),
)
