"""# HYB504: tf-function-in-loop

## What it does
Finds `tf.function` applied in the body of a loop to something that is used there and then dropped.

## Why is this bad
Each round makes a new compiled function, traces it, calls it, and drops it: slower than without `tf.function`.
TensorFlow warns about it ("triggered tf.function retracing") after a few rounds.

## Example
```python
for x in dataset:
    step = tf.function(train_step)
    step(x)
```

## Use instead
```python
step = tf.function(train_step)
for x in dataset:
    step(x)
```

## Known limits
One compiled function for each configuration, kept in a list or dict and used again, is fine and not reported.

## Fix safety
The fix moves the statement before the loop, where nothing that it reads is bound in the loop. It is unsafe: what the
first trace finds in attributes and containers stays.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB504` on the line where it is made, or `ignore = HYB504` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.compiling import hoisted
from .repairs.spot import repaired
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place in a loop where a compiled function is made for one use."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            where = f"{function}() makes" if function else "this loop makes"
            yield Finding(
                RULE.code,
                hazard.place,
                f"{where} a new tf.function in every round, which is traced every time: make it before the loop",
                function,
                repaired(hoisted, hazard, None, sources),
            )


RULE = Rule(
    code="HYB504",
    name="tf-function-in-loop",
    summary="a compiled function is made in every round of a loop",
    default=True,
    fix="unsafe",
    check=check,
    hazards=("tf-function-in-loop",),
)
