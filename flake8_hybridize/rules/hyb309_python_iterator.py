"""# HYB309: python-iterator

## What it does
Finds `next()` on, and loops over, Python iterators and generators that were made outside of the traced code.

## Why is this bad
Python runs while tracing: `next(it)` takes one item per trace, and every call of the graph gets that same item. A
loop over a generator empties it in the first trace; the second trace sees nothing.

## Example
```python
batches = iter([1.0, 2.0, 3.0])

@tf.function
def step(x):
    return x * next(batches)
```

## Use instead
```python
@tf.function
def step(x, batch):
    return x * batch

for batch in tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]):
    step(x, batch)
```

## Known limits
Iterators of `tf.data` datasets are tensors' own: `next()` of them runs on every call. Iterators that the call made
are fine.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: Python generators and iterators](https://www.tensorflow.org/guide/function#using_python_iterators_and_generators)
- [tf.data.Iterator](https://www.tensorflow.org/api_docs/python/tf/data/Iterator)

## How to silence
`# noqa: HYB309` on the line, or `ignore = HYB309` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, ("python-iterator",), _words)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "iterator-argument":
        return Words(
            f"gets a Python iterator as {hazard.subject}",
            "a graph reads it once per trace, and each new iterator is a new trace",
            "pass the items, or a tf.data.Dataset",
        )
    return Words(
        f"takes an item of the Python iterator {hazard.subject} while it is traced",
        "that happens once per trace, and every call gets the same item",
        "use an iterator of a tf.data.Dataset, or pass the item as an argument",
    )


RULE = Rule(
    code="HYB309",
    name="python-iterator",
    summary="traced code takes items of a Python iterator that was made outside",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("python-iterator", "iterator-argument"),
)
