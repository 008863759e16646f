"""# HYB102: hybridizable-if

## What it does
Finds functions that run eagerly and could be compiled by `tf.function`, if some things hold that the program does not
show. The message names them.

## Why is this bad
As HYB101: eager execution is slower. But here a human has to confirm the assumptions, for example that a function of
another library prints nothing, or that a parameter which is used like a tensor always is one.

## Example
```python
from mylib import scale  # mylib is not at hand

def normalize(x):
    return scale(x) / tf.norm(x)
```

## Use instead
If the assumptions hold:
```python
@tf.function
def normalize(x):
    return scale(x) / tf.norm(x)
```

## Known limits
Assumptions are told one by one, but not weighed. Libraries that are known to be free of side effects can be named with
`--hybridize-assume-pure`.

## Fix safety
The fix is unsafe: it is right only if the assumptions are.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)

## How to silence
It is off by default. When it is on: `# noqa: HYB102` on the line of the `def`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .hybridize import addition, outermost
from .rule import Rule

_TOLD = 3


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each outermost function that can be compiled if its assumptions hold."""
    for function in outermost(facts, assumed=True):
        told = "; ".join(function.assumptions[:_TOLD])
        more = len(function.assumptions) - _TOLD
        if more > 0:
            told += f"; and {more} more"
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() runs eagerly and can be decorated with @tf.function if this holds: {told}",
            function=function.name,
            fix=addition(function, facts, sources),
        )


RULE = Rule(
    code="HYB102",
    name="hybridizable-if",
    summary="a function that runs eagerly can be compiled by tf.function, on assumptions that are named",
    default=False,
    fix="unsafe",
    check=check,
)
