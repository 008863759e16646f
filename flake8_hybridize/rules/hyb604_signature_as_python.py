"""# HYB604: signature-as-python

## What it does
Finds parameters for which the `input_signature` has a spec, and which the body uses as only a Python number or text can
be: as the index of a list, the number of copies of a list, or the key of a dict.

## Why is this bad
Under a signature every argument arrives as a tensor, also if the call passes a Python number. A list cannot be indexed
by a tensor of a graph (`TypeError`), a dict has no such key (`TypeError`), and `[x] * n` multiplies the list as a
tensor instead of copying it: silently another result.

## Example
```python
@tf.function(input_signature=[tf.TensorSpec([]), tf.TensorSpec([], tf.int32)])
def repeat(x, n):
    return tf.stack([x] * n)

repeat(tf.constant(1.0), 2)
```

## Use instead
```python
@tf.function(input_signature=[tf.TensorSpec([]), tf.TensorSpec([], tf.int32)])
def repeat(x, n):
    return tf.repeat(x, n)

repeat(tf.constant(1.0), 2)
```

## Known limits
Loops over `range(n)`, conditions and comparisons are converted by AutoGraph, and fine. What is computed from the
parameter is HYB403.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
- [tf.gather](https://www.tensorflow.org/api_docs/python/tf/gather)

## How to silence
`# noqa: HYB604` on the line, or `ignore = HYB604` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .traced import Words, findings

_USES = {
    "index": ("indexes a Python list in", "a list cannot be indexed by one, so this raises", "use tf.gather()"),
    "key": ("looks into a dict in", "a dict cannot have one as its key, so this raises", "compare it with each key"),
    "copies": ("copies a list in", "the list is multiplied by it instead", "use tf.repeat() or tf.tile()"),
}


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words)


def _words(hazard: Hazard) -> Words:
    what, effect, remedy = _USES[hazard.detail("use", "index")]
    return Words(
        f"{what} {hazard.subject}", f"the input signature makes a tensor of the parameter, and {effect}", remedy
    )


RULE = Rule(
    code="HYB604",
    name="signature-as-python",
    summary="a parameter with a TensorSpec is used as a Python number or text",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("signature-python-use",),
)
