"""# HYB415: python-state-in-tensor-loop

## What it does
Finds `append`, `extend`, `update` and the like of a Python container, with tensors, in a loop or branch that becomes
an operation: `for` over a tensor, `tf.range` or a dataset, `while` on a tensor.

## Why is this bad
The body of such a loop is traced once, as a graph of its own. The list gets one symbolic tensor of that inner graph;
using it after the loop raises `InaccessibleTensorError`, or, for Python values, gives one item where many are
expected. Of an `if` on a tensor both branches are traced, so the list grows whatever the tensor says.

## Example
```python
@tf.function
def squares(x):
    parts = []
    for v in x:
        parts.append(v * v)
    return tf.stack(parts)
```

## Use instead
```python
@tf.function
def squares(x):
    parts = tf.TensorArray(tf.float32, size=tf.shape(x)[0])
    for i in tf.range(tf.shape(x)[0]):
        parts = parts.write(i, x[i] * x[i])
    return parts.stack()
```

## Known limits
Loops over Python ranges and lists are unrolled while tracing, and there appending is fine. So are containers that the
same round of the loop made.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)
- [tf.TensorArray](https://www.tensorflow.org/api_docs/python/tf/TensorArray)

## How to silence
`# noqa: HYB415` on the line of the change, or `ignore = HYB415` in the configuration.
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
    if hazard.kind == "append-in-tensor-branch":
        return Words(
            f"changes {hazard.subject} in a branch that a tensor decides",
            "both branches are traced, so it is changed whatever the tensor says",
            "return the value from the branch",
        )
    if hazard.kind == "hidden-loop-effect":
        where = f" ({hazard.cause})" if hazard.cause is not None else ""
        return Words(
            f"calls {hazard.subject}() in a loop over a tensor, which keeps a tensor from one round to the next{where}",
            "the loop does not see that, and using the tensor behind it raises",
            "pass the value in and return the new one",
        )
    loop = f" (line {hazard.cause.line})" if hazard.cause is not None else ""
    return Words(
        f"puts a tensor into {hazard.subject} in a loop over a tensor{loop}",
        "the loop becomes an operation, and its tensors cannot be used outside",
        "use a tf.TensorArray",
    )


RULE = Rule(
    code="HYB415",
    name="python-state-in-tensor-loop",
    summary="a Python list or dict is filled in a loop over a tensor",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("append-in-tensor-loop", "append-in-tensor-branch", "hidden-loop-effect"),
)
