"""# HYB423: unknown-dimension

## What it does
Finds `x.shape[i]` used as a number for a parameter whose `input_signature` leaves that dimension open, or whose shapes
vary under `reduce_retracing=True`; and layers that make their weights for an input that `tf.py_function` or
`tf.numpy_function` gives.

## Why is this bad
While tracing, an open dimension is `None`. Arithmetic with it, `range(x.shape[0])` or `tf.reshape(x, [x.shape[0],
-1])` raises `TypeError` or `ValueError` ("None values not supported"). Of what Python computes not even the number of
dimensions is known.

## Example
```python
@tf.function(input_signature=[tf.TensorSpec([None, 4])])
def flatten(x):
    return tf.reshape(x, [x.shape[0] * 4])
```

## Use instead
```python
@tf.function(input_signature=[tf.TensorSpec([None, 4])])
def flatten(x):
    return tf.reshape(x, [tf.shape(x)[0] * 4])
```

## Known limits
Dimensions that `reduce_retracing=True` opens from the second shape on are not followed, nor are parameters that are
bound anew. `x.shape[0] or tf.shape(x)[0]` is understood.

## Fix safety
The fix writes `tf.shape(x)[i]`, where the number is a dimension of a shape or the end of a range. It is unsafe: that is
a tensor of `int32`. In other arithmetic there is none.

## References
- [tf.shape](https://www.tensorflow.org/api_docs/python/tf/shape)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB423` on the line of the expression, or `ignore = HYB423` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import dynamic_shape
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, dynamic_shape, sources)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "py-function-shape":
        where = f" ({hazard.cause})" if hazard.cause is not None else ""
        return Words(
            f"gives {hazard.subject} to a layer, which tf.py_function made{where}",
            "its shape is not known while tracing, so the layer cannot make its weights and raises",
            f"call {hazard.subject}.set_shape() first",
        )
    tensor, index = hazard.detail("tensor"), hazard.detail("index")
    opener = "reduce_retracing" if hazard.detail("relaxed") else "the input signature"
    return Words(
        f"uses {hazard.subject} as a number",
        f"{opener} leaves that dimension open, so it is None while tracing",
        f"use tf.shape({tensor})[{index}]",
    )


RULE = Rule(
    code="HYB423",
    name="unknown-dimension",
    summary="a dimension that the signature leaves open is used as a number",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("static-shape-none", "py-function-shape"),
)
