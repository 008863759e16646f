"""# HYB420: dataset-in-python

## What it does
Finds `list(dataset)`, comprehensions, `sum`, `zip(*...)` and Python generators over datasets, `as_numpy_iterator()`
and unpacking of datasets in traced code.

## Why is this bad
An iterator of a graph never raises `StopIteration` while tracing. Python asks for the next element for ever: the
program hangs and its memory grows. `as_numpy_iterator()` and unpacking need values and raise.

## Example
```python
@tf.function
def total(dataset):
    return tf.add_n([x for x in dataset])
```

## Use instead
```python
@tf.function
def total(dataset):
    result = tf.constant(0.0)
    for x in dataset:
        result += x
    return result
```

## Known limits
`for` statements over a dataset, `enumerate(dataset)` and `zip(dataset, dataset)` are converted; `Dataset.reduce` and
`next(iter(dataset))` work.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.data: build TensorFlow input pipelines](https://www.tensorflow.org/guide/data)

## How to silence
`# noqa: HYB420` on the line of the expression, or `ignore = HYB420` in the configuration.
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
    yield from findings(facts, RULE.code, RULE.hazards, _words)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "dataset-in-function":
        return Words(
            f"uses {hazard.subject} of a dataset while it is traced",
            "that needs values and raises",
            "use a for statement",
        )
    return Words(
        f"consumes a dataset by {hazard.subject} while it is traced",
        "an iterator of a graph never stops, so tracing does not end",
        "use a for statement, or Dataset.reduce()",
    )


RULE = Rule(
    code="HYB420",
    name="dataset-in-python",
    summary="traced code consumes a dataset in a way that never ends or is not available",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("dataset-endless-loop", "dataset-in-function"),
)
