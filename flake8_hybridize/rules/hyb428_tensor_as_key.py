"""# HYB428: tensor-as-key

## What it does
Finds tensors that are put into sets or used as keys of dicts in traced code.

## Why is this bad
Tensors compare by value, so they cannot be hashed: `TypeError` ("Tensor is unhashable"), in a graph and eagerly.

## Example
```python
@tf.function
def step(x):
    seen = {x}
    return x
```

## Use instead
```python
@tf.function
def step(x):
    seen = {x.ref()}
    return x
```

## Known limits
Values of dicts may be tensors.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.Tensor.ref](https://www.tensorflow.org/api_docs/python/tf/Tensor#ref)

## How to silence
`# noqa: HYB428` on the line of the expression, or `ignore = HYB428` in the configuration.
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
    return Words(
        f"uses a tensor as a key in {' '.join(hazard.subject.split())}",
        "tensors cannot be hashed, so this raises",
        "use x.ref() or a Python value",
    )


RULE = Rule(
    code="HYB428",
    name="tensor-as-key",
    summary="a tensor is used as a key of a dict or an item of a set",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("tensor-hash",),
)
