"""# HYB408: tensor-item-assignment

## What it does
Finds `t[i] = v`, `t[i] += v` and `del t[i]` for tensors in traced code.

## Why is this bad
Tensors do not change: `TypeError` ("object does not support item assignment"), in a graph and eagerly.

## Example
```python
@tf.function
def step(x):
    x[0] = 1.0
    return x
```

## Use instead
```python
@tf.function
def step(x):
    return tf.tensor_scatter_nd_update(x, [[0]], [1.0])
```

## Known limits
Items of lists and dicts may be assigned; so may those of variables, by `v[i].assign(x)`.

## Fix safety
The fix writes `t = tf.tensor_scatter_nd_update(t, [[i]], [v])`, and `tensor_scatter_nd_add` or `_sub` for `+=` and
`-=`, where `t` is a local name and the index a number or a name. It is unsafe: other names of the same tensor do not
change, and the value must have the shape of an element.

## References
- [tf.tensor_scatter_nd_update](https://www.tensorflow.org/api_docs/python/tf/tensor_scatter_nd_update)
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)

## How to silence
`# noqa: HYB408` on the line of the assignment, or `ignore = HYB408` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import scattered
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, scattered, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"assigns {' '.join(hazard.subject.split())} of a tensor",
        "tensors do not change, so this raises",
        "use tf.tensor_scatter_nd_update(), or v[i].assign() of a tf.Variable",
    )


RULE = Rule(
    code="HYB408",
    name="tensor-item-assignment",
    summary="an item of a tensor is assigned",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("tensor-item-assignment",),
)
