"""# HYB404: builtin-on-tensor

## What it does
Finds `sum`, `max`, `min`, `any`, `all`, `reversed`, `round` and `list` of a tensor in traced code, and `max(a, b)`
and `min(a, b)` of tensors.

## Why is this bad
These builtins iterate over the tensor, compare its elements or ask it for a number. Eagerly that works, slowly; in a
graph it raises `OperatorNotAllowedInGraphError` ("Iterating over a symbolic tf.Tensor is not allowed", "Using a
symbolic tf.Tensor as a Python bool is not allowed"). AutoGraph replaces `abs`, `len`, `range`, `int`, `float`,
`sorted` and others, but not these.

## Example
```python
@tf.function
def largest(x):
    return max(x)
```

## Use instead
```python
@tf.function
def largest(x):
    return tf.reduce_max(x)
```

## Known limits
`sum([t1, t2])` of a Python list adds tensors and is fine. Names that the program binds to TensorFlow's functions are
understood.

## Fix safety
The fix calls the function of TensorFlow: `tf.reduce_sum(t, axis=0)` for `sum(t)`, `tf.maximum(a, b)` for `max(a, b)`
and so on. It is unsafe, as the result is a tensor where the code may expect a number.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.reduce_sum](https://www.tensorflow.org/api_docs/python/tf/reduce_sum)
- [tf.maximum](https://www.tensorflow.org/api_docs/python/tf/maximum)

## How to silence
`# noqa: HYB404` on the line of the call, or `ignore = HYB404` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import builtin_call
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, builtin_call, sources)


def _words(hazard: Hazard) -> Words:
    remedy = hazard.detail("remedy")
    return Words(
        f"calls {hazard.subject} on a tensor while it is traced",
        f"AutoGraph does not convert {hazard.detail('function', 'it')}(), so this raises",
        f"use {remedy}()" if remedy else "use the function of TensorFlow",
    )


RULE = Rule(
    code="HYB404",
    name="builtin-on-tensor",
    summary="traced code gives a tensor to sum(), max(), any() or another builtin",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("builtin-on-tensor",),
)
