"""# HYB401: eager-only-call

## What it does
Finds `.numpy()`, `.item()`, `.tolist()` and `.cpu()` of tensors, and `.numpy()` of variables, in traced code.

## Why is this bad
While a graph is traced a tensor has no value. `tensor.numpy()` raises `AttributeError`, `variable.numpy()` raises
`NotImplementedError`, on the first call of the compiled function.

## Example
```python
@tf.function
def step(x):
    return tf.reduce_mean(x).numpy() * 2.0
```

## Use instead
```python
@tf.function
def step(x):
    return tf.reduce_mean(x) * 2.0

step(x).numpy()
```

## Known limits
Captured eager tensors (a constant of the module) do have `.numpy()`. Guards by `tf.executing_eagerly()` or
`hasattr(x, "numpy")`, and code inside of `tf.py_function`, are understood.

## Fix safety
The fix drops `.numpy()`, unless something is asked of the array at once. It is unsafe: the code then goes on with a
tensor. The other methods have no fix.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)
- [tf.Tensor](https://www.tensorflow.org/api_docs/python/tf/Tensor)
- [tf.py_function](https://www.tensorflow.org/api_docs/python/tf/py_function)

## How to silence
`# noqa: HYB401` on the line of the call, or `ignore = HYB401` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import numpy_method
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, numpy_method, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"calls {hazard.subject}() while it is traced",
        "a tensor of a graph has no value yet, so this raises",
        "use the tensor itself, or tf.py_function",
    )


RULE = Rule(
    code="HYB401",
    name="eager-only-call",
    summary="traced code calls a method that only eager tensors have, such as numpy()",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("eager-only-method",),
)
