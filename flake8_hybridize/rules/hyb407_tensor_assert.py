"""# HYB407: tensor-assert

## What it does
Finds `assert` statements on tensors in traced code.

## Why is this bad
AutoGraph converts `assert` only if `tf.autograph.experimental.Feature.ASSERT_STATEMENTS` is asked for. By default
Python asks the tensor for its truth, and `OperatorNotAllowedInGraphError` is raised for good data too.

## Example
```python
@tf.function
def step(x):
    assert tf.reduce_all(x > 0.0), "x must be positive"
    return tf.math.log(x)
```

## Use instead
```python
@tf.function
def step(x):
    tf.debugging.assert_positive(x, "x must be positive")
    return tf.math.log(x)
```

## Known limits
Assertions on shapes, dtypes, types and Python values are checked while tracing and are fine.

## Fix safety
The fix writes `tf.debugging.assert_equal(t, True, message=...)`. It is unsafe: the exception is
`tf.errors.InvalidArgumentError`, raised when the graph runs. Messages that are no plain text have no fix.

## References
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)
- [tf.debugging.Assert](https://www.tensorflow.org/api_docs/python/tf/debugging/Assert)

## How to silence
`# noqa: HYB407` on the line of the statement, or `ignore = HYB407` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import checked
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, checked, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        "asserts a tensor while it is traced",
        "AutoGraph does not convert assert by default, so this raises for good data too",
        "use tf.debugging.Assert() or tf.debugging.assert_*()",
    )


RULE = Rule(
    code="HYB407",
    name="tensor-assert",
    summary="traced code asserts a tensor",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("tensor-assert",),
)
