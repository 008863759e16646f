"""# HYB331: lost-tensorarray-write

## What it does
Finds `write`, `scatter` and `unstack` of a `tf.TensorArray` in traced code whose result is not used.

## Why is this bad
In a graph they give a new array and leave the old one as it is: `stack()` gives zeros, without a message. Eagerly the
same code works.

## Example
```python
@tf.function
def squares(n):
    array = tf.TensorArray(tf.float32, n)
    for i in tf.range(n):
        array.write(i, tf.cast(i * i, tf.float32))
    return array.stack()
```

## Use instead
```python
@tf.function
def squares(n):
    array = tf.TensorArray(tf.float32, n)
    for i in tf.range(n):
        array = array.write(i, tf.cast(i * i, tf.float32))
    return array.stack()
```

## Known limits
Only calls whose result is dropped at once are found, not results that are bound to a name which is not used.

## Fix safety
The fix assigns the result to the name of the array, where that is a local name. It is unsafe, as the function then
gives what was written.

## References
- [tf.TensorArray](https://www.tensorflow.org/api_docs/python/tf/TensorArray)

## How to silence
`# noqa: HYB331` on the line of the call, or `ignore = HYB331` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import assigned_write
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, assigned_write, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"drops the result of {hazard.subject}.{hazard.detail('method')}()",
        "in a graph the array itself does not change, so what was written is lost",
        f"assign it: {hazard.subject} = {hazard.subject}.{hazard.detail('method')}(...)",
    )


RULE = Rule(
    code="HYB331",
    name="lost-tensorarray-write",
    summary="the result of writing to a TensorArray is dropped",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("tensorarray-unassigned",),
)
