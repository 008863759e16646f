"""# HYB202: no-tensor-computation

## What it does
Finds functions that `tf.function` compiles although neither they nor anything they call makes a new tensor.

## Why is this bad
The call pays for tracing, for the conversion of its arguments and for the run of a graph that has nothing to do.
Python that is in the body runs once per trace instead of once per call, which surprises whoever adds to it.

## Example
```python
@tf.function
def pair(x, y):
    return {"x": x, "y": y}
```

## Use instead
```python
def pair(x, y):
    return {"x": x, "y": y}
```

## Known limits
Nothing is said where the function has, or may have, Python side effects (then the decorator decides how often they
happen), or where it calls code that could not be found.

## Fix safety
The fix removes the decorator or the wrapping call with all its arguments, and the import if it served that alone.
It is safe where the function is known to return tensors, `None`, or containers of them. It is unsafe where it returns
something that `tf.function` turns into a tensor (a number, an array) or that could not be told, where the function has
an `input_signature`, which converts arguments, or where comments stand among the removed arguments.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)

## How to silence
`# noqa: HYB202` on the line of the `def`, or `ignore = HYB202` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .dehybridize import is_candidate, removal
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that computes nothing with tensors."""
    for function in facts.functions:
        if is_candidate(function) and _computes_nothing(function):
            yield Finding(
                code=RULE.code,
                place=function.keyword,
                message=f"{function.name}() is compiled by tf.function but computes nothing with tensors: "
                "remove tf.function",
                function=function.name,
                fix=removal(function, sources),
            )


def _computes_nothing(function: FunctionFacts) -> bool:
    # Without a tensor parameter it is HYB201's.
    return function.tensor_computation.value is False and function.tensor_parameter.value is not False


RULE = Rule(
    code="HYB202",
    name="no-tensor-computation",
    summary="a compiled function computes nothing with tensors",
    default=True,
    fix="safe",
    check=check,
)
