"""# HYB424: numpy-argument-changes

## What it does
Finds compiled functions that get NumPy arrays and ask `isinstance(x, np.ndarray)`, or combine such an argument with
tensors of another dtype.

## Why is this bad
Arrays arrive as tensors. The test is false inside a compiled function, so another branch runs than in the eager one,
without a word. An operation on a `float64` array and a `float32` tensor converts the array when it runs eagerly; the
tensor that the array has become keeps its dtype, and the operation raises a `TypeError`.

## Example
```python
w = tf.Variable([1.0, 2.0])

@tf.function
def scaled(x):
    return w * x

scaled(np.array([1.0, 2.0]))
```

## Use instead
```python
w = tf.Variable([1.0, 2.0])

@tf.function
def scaled(x):
    return w * tf.cast(x, tf.float32)

scaled(np.array([1.0, 2.0]))
```

## Known limits
Only uses of the parameter itself are compared, not of values that are computed from it. A test that only converts the
array (`if isinstance(x, np.ndarray): x = tf.constant(x)`) is fine and not reported, nor are functions with an
`input_signature`: it converts the array to the dtype that it names.

## Fix safety
There is no fix: which dtype is meant is for you to say.

## References
- [Better performance with tf.function: what is a Function's argument](https://www.tensorflow.org/guide/function#controlling_retracing)
- [tf.cast](https://www.tensorflow.org/api_docs/python/tf/cast)

## How to silence
`# noqa: HYB424` on the line, or `ignore = HYB424` in the configuration.
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
    given = f" ({hazard.cause} passes one)" if hazard.cause is not None else ""
    if hazard.kind == "isinstance-ndarray":
        return Words(
            f"asks {hazard.subject} while it is traced",
            f"arrays arrive as tensors, so the answer is always no{given}",
            "ask outside, or ask for what both have",
        )
    dtype, other = hazard.detail("dtype", "one dtype"), hazard.detail("other", "another")
    return Words(
        f"combines the {dtype} array {hazard.detail('parameter', 'of an argument')} with a {other} tensor in "
        f"{hazard.subject}",
        f"the array arrives as a {dtype} tensor, so this raises where eager code converts{given}",
        "tf.cast() it, or pass an array of that dtype",
    )


RULE = Rule(
    code="HYB424",
    name="numpy-argument-changes",
    summary="a NumPy argument of a compiled function is used as only an array can be",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("isinstance-ndarray", "numpy-dtype-coercion"),
)
