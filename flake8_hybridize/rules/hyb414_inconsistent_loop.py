"""# HYB414: inconsistent-loop

## What it does
Finds loops over tensors that change the dtype, shape or structure of a name that they carry from round to round, or
that begin with `None`; `return` under a tensor's condition in them; and `break` or `return` under a tensor's
condition in loops over Python values.

## Why is this bad
A loop over a tensor becomes `tf.while_loop`, whose variables keep their types: `TypeError` ("'s' has dtype int32
before the loop, but dtype float32 after one iteration"), `ValueError` ("has shape (1,) before the loop, but shape
(2,) after one iteration"). `None` is replaced by zeros, and `is None` in the loop is decided once, while tracing.
`return` in it raises `NotImplementedError`, and a Python loop cannot be left on account of a tensor.

## Example
```python
@tf.function
def total(x):
    result = 0
    for v in x:
        result += v  # float32
    return result
```

## Use instead
```python
@tf.function
def total(x):
    result = tf.zeros([], x.dtype)
    for v in x:
        result += v
    return result
```

## Known limits
Python numbers count as int32 and float32. Loops with `tf.autograph.experimental.set_loop_options` are left alone.
Loops over Python ranges and lists are unrolled, and there names may change as they like.

## Fix safety
The fix writes `tf.range` for `range` around a `break` that a tensor decides, where the variable of the loop is not
used, or as an index of a `TensorArray` or in `tf.cast` alone. It is unsafe: the loop is then an operation, and what it
carries must keep its dtype and shape. The other defects have no fix.

## References
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)
- [tf.while_loop](https://www.tensorflow.org/api_docs/python/tf/while_loop)
- [tf.autograph.experimental.set_loop_options](https://www.tensorflow.org/api_docs/python/tf/autograph/experimental/set_loop_options)

## How to silence
`# noqa: HYB414` on the line of the loop or jump, or `ignore = HYB414` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import tensor_range
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, tensor_range, sources)


def _words(hazard: Hazard) -> Words:
    name, before, after = hazard.subject, hazard.detail("before"), hazard.detail("after")
    carried = "what a loop over a tensor carries keeps its type, so this raises"
    if hazard.kind == "return-in-tensor-loop":
        return Words(
            "returns from a loop over a tensor",
            "the loop becomes an operation, which cannot be left so: this raises",
            "set a variable, break, and return after the loop",
        )
    if hazard.kind == "python-loop-tensor-break":
        return Words(
            f"leaves a Python loop by {name} on account of the tensor {hazard.detail('test')}",
            "only a loop over a tensor can be left so: this raises",
            "loop over tf.range(), or while a tensor holds",
        )
    if hazard.kind == "loop-none-variable":
        return Words(
            f"asks in a loop over a tensor whether '{name}' is None",
            "that is decided once, while tracing, and the loop starts with zeros",
            "give it a tensor before the loop",
        )
    if hazard.kind == "loop-dtype-change":
        return Words(
            f"changes the dtype of '{name}' from {before} to {after} in a loop over a tensor",
            carried,
            f"start with {after}",
        )
    what = "shape" if hazard.kind == "loop-shape-change" else "structure"
    return Words(
        f"changes the {what} of '{name}' from {before} to {after} in a loop over a tensor",
        carried,
        "use a tf.TensorArray, or tf.autograph.experimental.set_loop_options()",
    )


RULE = Rule(
    code="HYB414",
    name="inconsistent-loop",
    summary="a loop over a tensor changes the type of what it carries, or is left by a jump that cannot be converted",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=(
        "loop-dtype-change",
        "loop-none-variable",
        "loop-shape-change",
        "loop-structure-change",
        "return-in-tensor-loop",
        "python-loop-tensor-break",
    ),
)
