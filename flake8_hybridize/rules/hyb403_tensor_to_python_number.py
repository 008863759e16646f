"""# HYB403: tensor-to-python-number

## What it does
Finds `bool()` and `complex()` of tensors in traced code; `int()` and `float()` where AutoGraph does not convert the
code or where the conversion loses digits; `len()` of tensors where AutoGraph does not convert the code.

## Why is this bad
A tensor of a graph has no value. AutoGraph replaces `int(t)`, `float(t)` and `len(t)` by operations, but `int` always
gives int32 and `float` always float32: an int64 beyond 2^31 overflows without a word, a float64 loses half of its
digits. `bool()` and `complex()` are never replaced and raise. In code that AutoGraph does not convert (Keras' `call`,
`autograph=False`) all of them raise.

## Example
```python
@tf.function
def total(ids):  # int64
    return int(tf.reduce_max(ids)) * 2
```

## Use instead
```python
@tf.function
def total(ids):
    return tf.reduce_max(ids) * 2
```

## Known limits
`int()` and `float()` of tensors of other dtypes in converted code are not reported: they work as long as the result
feeds operations.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.cast](https://www.tensorflow.org/api_docs/python/tf/cast)

## How to silence
`# noqa: HYB403` on the line of the call, or `ignore = HYB403` in the configuration.
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
    effect = hazard.detail("effect")
    dtype = hazard.detail("dtype")
    if effect == "narrows":
        why = f"AutoGraph makes it a cast of {dtype} to {'int32' if hazard.detail('function') == 'int' else 'float32'}"
        return Words(f"calls {hazard.subject} while it is traced", why + ", which loses digits", "use tf.cast()")
    why = "a tensor of a graph has no value yet, so this raises"
    if hazard.detail("use") == "index":
        return Words(
            f"indexes a Python list by a tensor in {hazard.subject}",
            "a tensor of a graph has no value yet, so this raises",
            "use tf.gather()",
        )
    if hazard.detail("use") == "copies":
        return Words(
            f"copies a list {hazard.subject} times while it is traced",
            "there that is a tensor, and the list is multiplied by it",
            "use tf.repeat() or tf.tile()",
        )
    if hazard.kind == "len-of-tensor":
        return Words(f"calls {hazard.subject} while it is traced", why, "use tf.shape()")
    remedy = "use the boolean tensor itself" if hazard.detail("function") == "bool" else "use tf.cast()"
    return Words(f"calls {hazard.subject} while it is traced", why, remedy)


RULE = Rule(
    code="HYB403",
    name="tensor-to-python-number",
    summary="traced code makes a Python number of a tensor",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("python-cast", "len-of-tensor"),
)
