"""# HYB204: redundant-hybrid

## What it does
Finds functions that are compiled by a bare `tf.function` although only traced code ever calls them.

## Why is this bad
A call from a graph makes a graph of its own inside of it, with a trace for each kind of arguments, and TensorFlow has
to inline it again. It does no harm but costs time while tracing, and hides which function is the compiled step.

## Example
```python
@tf.function
def loss_of(y, target):
    return tf.reduce_mean(tf.square(y - target))

@tf.function
def step(x, target):
    return loss_of(model(x), target)
```

## Use instead
```python
def loss_of(y, target):
    return tf.reduce_mean(tf.square(y - target))

@tf.function
def step(x, target):
    return loss_of(model(x), target)
```

## Known limits
Functions that give `tf.function` arguments are left alone, for they ask for something: a signature, XLA, no AutoGraph.
So are functions with Python side effects, which happen once per trace of either, and functions that make variables.

## Fix safety
The fix removes the decorator or the wrapping call, and the import if it served that alone. It is safe where the
function is known to return tensors, `None`, or containers of them, and unsafe elsewhere.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)

## How to silence
It is off by default. When it is on: `# noqa: HYB204` on the line of the `def`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .dehybridize import removal
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that only traced code calls."""
    for function in facts.functions:
        if not _is_redundant(function):
            continue
        site = function.call_sites[0]
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() is compiled by tf.function, but only traced code calls it ({site.place}): "
            "remove tf.function",
            function=function.name,
            fix=removal(function, sources),
        )


def _is_redundant(function: FunctionFacts) -> bool:
    return (
        function.hybrid is not None
        and not function.hybrid.arguments
        and function.decision == "keep"
        and function.callers_hybrid.value is True
        and function.python_side_effects.value is False
        and function.recursive.value is False
        and not function.blockers
        and bool(function.call_sites)
    )


RULE = Rule(
    code="HYB204",
    name="redundant-hybrid",
    summary="a compiled function is only ever called from traced code",
    default=False,
    fix="safe",
    check=check,
)
