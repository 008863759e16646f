"""# HYB406: tensor-as-bool

## What it does
Finds tensors in conditions that AutoGraph does not convert: in code with `autograph=False` or `do_not_convert`, in
filters of comprehensions, and in membership tests (`x in tensor`, `tensor in list`); and conditions that it converts on
tensors of numbers (`if total:`, `not count`).

## Why is this bad
Python asks the tensor for its truth, and a tensor of a graph has none: `OperatorNotAllowedInGraphError` ("Using a
symbolic tf.Tensor as a Python bool is not allowed"). A converted condition becomes an operation, which takes booleans
only: `ValueError`, `TypeError` or `InvalidArgumentError`.

## Example
```python
@tf.function(autograph=False)
def step(x):
    if tf.reduce_sum(x) > 0.0:
        return x
    return -x
```

## Use instead
```python
@tf.function
def step(x):
    if tf.reduce_sum(x) > 0.0:
        return x
    return -x
```

## Known limits
`if`, `while`, conditional expressions, `and`, `or`, `not` and chained comparisons of scalar tensors are converted
where AutoGraph is on, and not reported. Conditions on shapes, dtypes, `None` and types are Python's.

## Fix safety
The fix writes `tf.reduce_any(tf.equal(t, v))` for `v in t`, and drops `autograph=False`. It is unsafe: AutoGraph then
converts the whole function. Other conditions have no fix.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [tf.cond](https://www.tensorflow.org/api_docs/python/tf/cond)
- [tf.where](https://www.tensorflow.org/api_docs/python/tf/where)

## How to silence
`# noqa: HYB406` on the line of the condition, or `ignore = HYB406` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding, Fix
from ..model.source import Sources
from .repairs.compiling import without_argument
from .repairs.spot import Spot
from .repairs.tensors import membership
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""

    def repair(spot: Spot) -> Fix | None:
        if spot.hazard.kind == "tensor-in":
            return membership(spot)
        if spot.hazard.kind == "autograph-off":
            return without_argument(spot.function, sources, "autograph", "False")
        return None

    yield from findings(facts, RULE.code, RULE.hazards, _words, repair, sources)


def _words(hazard: Hazard) -> Words:
    subject = " ".join(hazard.subject.split())
    shown = subject if len(subject) <= 50 else subject[:47] + "..."
    why = "a tensor of a graph has no truth value, so this raises"
    if hazard.kind == "tensor-in":
        return Words(
            f"tests membership with a tensor in {shown} while it is traced", why, "use tf.reduce_any(tf.equal())"
        )
    if hazard.kind == "tensor-bool-op" and hazard.detail("dtype"):
        return Words(
            f"lets the {hazard.detail('dtype')} tensor {shown} decide",
            "a graph wants a boolean there, so this raises",
            "compare it with zero",
        )
    if hazard.kind == "tensor-condition-in-comprehension":
        return Words(f"filters a comprehension by the tensor {shown}", why, "use tf.boolean_mask()")
    return Words(
        f"lets the tensor {shown} decide where AutoGraph converts nothing",
        why,
        "use tf.cond(), tf.where() or tf.while_loop(), or let AutoGraph convert the function",
    )


RULE = Rule(
    code="HYB406",
    name="tensor-as-bool",
    summary="a tensor decides where AutoGraph cannot convert the code",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=(
        "autograph-off",
        "tensor-in",
        "tensor-condition-in-comprehension",
        "tensor-bool-op",
    ),
)
