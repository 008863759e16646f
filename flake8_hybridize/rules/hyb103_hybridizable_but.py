"""# HYB103: hybridizable-but

## What it does
Finds functions that run eagerly, often, on tensors, and would profit from `tf.function`, but hold something that fails
or changes meaning in a graph. The message names it.

## Why is this bad
One line of Python can keep a whole training step from being compiled. Often it is easily replaced.

## Example
```python
def step(x):
    loss = tf.reduce_mean(tf.square(x))
    print("loss", loss.numpy())
    return loss

for batch in dataset:
    step(batch)
```

## Use instead
```python
@tf.function
def step(x):
    loss = tf.reduce_mean(tf.square(x))
    tf.print("loss", loss)
    return loss
```

## Known limits
The first obstacle that is certain is told, and how many more there are; `hybridize facts` lists all as `blockers`.
Functions that are left out for another reason (they are recursive, are traced again without bound, or Keras traces them
itself) are not reported.

## Fix safety
There is no fix: what stands in the way has to be changed by hand.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)

## How to silence
It is off by default. When it is on: `# noqa: HYB103` on the line of the `def`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from . import explanation
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each function that only its blockers keep from being compiled."""
    for function in facts.functions:
        told = [(hazard, text) for hazard in function.blockers if (text := _obstacle(hazard))]
        if not told or not _would_profit(function):
            continue
        hazard, text = told[0]
        more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() could be compiled by tf.function, were it not for {hazard.place}{more}: {text}",
            function=function.name,
            related=tuple((other.place, words) for other, words in told),
        )


def _would_profit(function: FunctionFacts) -> bool:
    return function.would_profit and function.runs_often.value is True


_OF_ITS_OWN = frozenset({"analysis-limit", "keras-decorated-call"})
"""A limit is no obstacle but the want of an answer; what Keras does to compiled methods concerns these alone."""


def _obstacle(hazard: Hazard) -> str:
    told = explanation(hazard) if hazard.certain and hazard.kind not in _OF_ITS_OWN else None
    return "" if told is None else told[1]


RULE = Rule(
    code="HYB103",
    name="hybridizable-but",
    summary="a function would profit from tf.function, but for what the message names",
    default=False,
    fix="none",
    check=check,
)
