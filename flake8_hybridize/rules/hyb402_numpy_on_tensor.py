"""# HYB402: numpy-on-tensor

## What it does
Finds functions of NumPy, SciPy and `math` that get a tensor in traced code, and methods of NumPy arrays that are
called on an argument which arrives as a tensor.

## Why is this bad
They need numbers, and a tensor of a graph has none: NumPy raises `NotImplementedError` ("Cannot convert a symbolic
tf.Tensor to a numpy array"), `math` raises `TypeError`. NumPy arrays that are passed to a `tf.function` arrive as
tensors, without `.mean()`, `.astype()` and the like.

## Example
```python
@tf.function
def norm(x):
    return np.sqrt(np.sum(x ** 2))
```

## Use instead
```python
@tf.function
def norm(x):
    return tf.sqrt(tf.reduce_sum(x ** 2))
```

## Known limits
`np.shape`, `np.ndim` and arithmetic of arrays with tensors work and are not reported, nor is NumPy on static shapes
and constants. `tf.experimental.numpy` has NumPy's functions for tensors.

## Fix safety
The fix calls the function of TensorFlow that does the same, from a table that was compared with NumPy by running
both. It is unsafe: NumPy computes with Python numbers and integers in `float64`, TensorFlow in the dtype of the tensor.
Functions without such a counterpart, and arguments that it lacks (`dtype`, `out`, `where`), have no fix, nor have
methods of arrays.

## References
- [NumPy API on TensorFlow](https://www.tensorflow.org/guide/tf_numpy)
- [tf.experimental.numpy](https://www.tensorflow.org/api_docs/python/tf/experimental/numpy)

## How to silence
`# noqa: HYB402` on the line of the call, or `ignore = HYB402` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import library_call
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, library_call, sources)


def _words(hazard: Hazard) -> Words:
    remedy = hazard.detail("remedy")
    if hazard.kind == "ndarray-method":
        return Words(
            f"uses {hazard.subject} of a NumPy array, which arrives as a tensor",
            "tensors have no such method, so this raises",
            f"use {remedy}()" if remedy else "use the function of TensorFlow",
        )
    return Words(
        f"gives a tensor to {hazard.subject}() while it is traced",
        "a tensor of a graph has no value yet, so this raises",
        f"use {remedy}()" if remedy else "use the function of TensorFlow, or tf.numpy_function",
    )


RULE = Rule(
    code="HYB402",
    name="numpy-on-tensor",
    summary="traced code gives a tensor to NumPy or math",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("np-call-on-tensor", "math-call-on-tensor", "ndarray-method"),
)
