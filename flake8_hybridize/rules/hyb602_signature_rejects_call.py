"""# HYB602: signature-rejects-call

## What it does
Finds calls of functions with an `input_signature` whose arguments have another dtype, another rank or another size,
and calls with too many arguments or with another value for a parameter that the signature leaves out.

## Why is this bad
`tf.function` raises `TypeError` ("Binding inputs to tf.function failed"): tensors are not cast. Arrays of floats are,
also to integers: 2.5 arrives as 2.

## Example
```python
@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def mean(x):
    return tf.reduce_mean(x)

mean(tf.constant([1, 2]))
```

## Use instead
```python
mean(tf.constant([1.0, 2.0]))
```

## Known limits
Python numbers, lists and NumPy arrays are converted where they fit: those are not reported. A call inside of
`pytest.raises` is expected to fail.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
- [tf.TensorSpec](https://www.tensorflow.org/api_docs/python/tf/TensorSpec)

## How to silence
`# noqa: HYB602` on the line of the call, or `ignore = HYB602` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each call that the signature of the function rejects."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            yield Finding(RULE.code, hazard.place, _message(hazard), function)


def _message(hazard: Hazard) -> str:
    parameter = hazard.detail("parameter")
    what = f"'{parameter}': {hazard.detail('what')}" if parameter else hazard.detail("what")
    if hazard.detail("array"):
        return (
            f"the input signature of {hazard.subject}() cuts off what this call passes, without a word ({what}): "
            "pass an array of that dtype"
        )
    return f"the input signature of {hazard.subject}() rejects this call with a TypeError ({what}): cast the argument"


RULE = Rule(
    code="HYB602",
    name="signature-rejects-call",
    summary="a call does not fit the input signature",
    default=True,
    fix="none",
    check=check,
    hazards=("signature-mismatch",),
)
