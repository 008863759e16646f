"""# HYB405: tensor-iteration

## What it does
Finds comprehensions, generator expressions, `zip`, `enumerate`, `map`, `list`, `*x` and unpacking (`a, b = x`) of
tensors in traced code.

## Why is this bad
A tensor of a graph has no elements to hand out: this raises `OperatorNotAllowedInGraphError` ("Iterating over a
symbolic tf.Tensor is not allowed"). AutoGraph converts `for` statements alone, into `tf.while_loop`, and only in code
that it converts at all.

## Example
```python
@tf.function
def squares(x):
    return tf.stack([v * v for v in x])
```

## Use instead
```python
@tf.function
def squares(x):
    return tf.map_fn(lambda v: v * v, x)
```

## Known limits
`for v in x:` as a statement is converted, for unknown lengths and ranks too, and not reported. The lists that
`tf.unstack`, `tf.split` and `tf.meshgrid` give can be iterated and unpacked.

## Fix safety
The fix puts `tf.unstack()` around the tensor where the length of its first axis is known. It is unsafe: the code is
unrolled for that length. Where the length is not known there is none.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.unstack](https://www.tensorflow.org/api_docs/python/tf/unstack)
- [tf.map_fn](https://www.tensorflow.org/api_docs/python/tf/map_fn)

## How to silence
`# noqa: HYB405` on the line of the expression, or `ignore = HYB405` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import unstacked
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, unstacked, sources)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "tensor-unpacking":
        return Words(
            f"unpacks a tensor in {_short(hazard.subject)} while it is traced",
            "a tensor of a graph cannot be iterated, so this raises",
            "use tf.unstack()",
        )
    return Words(
        f"iterates over the tensor {_short(hazard.subject)} while it is traced",
        "AutoGraph converts for statements only, so this raises",
        "use tf.unstack(), tf.map_fn() or a for statement",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:37] + "..."


RULE = Rule(
    code="HYB405",
    name="tensor-iteration",
    summary="traced code iterates over or unpacks a tensor by an expression",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("tensor-iteration", "tensor-unpacking"),
)
