"""# HYB503: shape-retraces

## What it does
Finds compiled functions without a signature to which the program passes tensors of different shapes.

## Why is this bad
Each new shape is a new trace. With `reduce_retracing=True` TensorFlow generalizes the shape after the second one; an
`input_signature` with `None` does so from the start.

## Example
```python
@tf.function
def encode(tokens):
    return tf.reduce_mean(tf.cast(tokens, tf.float32))

for sentence in sentences:  # of many lengths
    encode(sentence)
```

## Use instead
```python
@tf.function(reduce_retracing=True)
def encode(tokens):
    return tf.reduce_mean(tf.cast(tokens, tf.float32))
```

## Known limits
A remainder of a dataset that is smaller than the other batches makes two traces, which is fine and not reported. The
rule counts shapes that are known; where dimensions are unknown it says nothing.

## Fix safety
There is no fix of this rule alone: `hybridize check --fix` adds `reduce_retracing=True` where it adds `tf.function`
to a function that is called with several shapes.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB503` on the line of the `def`, or `ignore = HYB503` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule

_FEW = 2
_GENERAL = frozenset({"input_signature", "reduce_retracing", "experimental_relax_shapes"})


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that the program calls with tensors of three shapes or more."""
    for function in facts.functions:
        hybrid = function.hybrid
        if hybrid is None or not function.varying_shapes or any(a.name in _GENERAL for a in hybrid.arguments):
            continue
        for parameter in function.parameters:
            shapes = {fact.shape for fact in parameter.types if fact.kind == "tensor"}
            if None not in shapes and len(shapes) > _FEW:
                yield Finding(
                    code=RULE.code,
                    place=function.keyword,
                    message=f"{function.name}() is traced again for each of {len(shapes)} shapes of {parameter.name}: "
                    "set reduce_retracing=True or give an input_signature with None",
                    function=function.name,
                )
                break


RULE = Rule(
    code="HYB503",
    name="shape-retraces",
    summary="tensors of many shapes are passed to a compiled function",
    default=True,
    fix="unsafe",
    check=check,
    hazards=("retrace-shape", "retrace-dtype"),
)
