"""# HYB201: no-tensor-parameter

## What it does
Finds functions that `tf.function` compiles although no call passes a tensor to them and there is nothing in them that
would be worth a graph.

## Why is this bad
Every different Python argument makes a new graph, which is built, kept for ever, and run once or a few times. Python
code in the body runs only while a graph is built.

## Example
```python
@tf.function
def learning_rate(epoch):
    return 0.1 * 0.95**epoch

for epoch in range(100):
    optimizer.learning_rate = learning_rate(epoch)
```

## Use instead
```python
def learning_rate(epoch):
    return 0.1 * 0.95**epoch
```

## Known limits
Nothing is said where the function has, or may have, Python side effects (then the decorator decides how often they
happen), or where a call passes something that could not be told.

## Fix safety
The fix removes the decorator or the wrapping call with all its arguments, and the import if it served that alone.
It is safe where the function is known to return tensors, `None`, or containers of them. It is unsafe where it returns
something that `tf.function` turns into a tensor (a number, an array) or that could not be told, where the function has
an `input_signature`, which converts arguments, or where comments stand among the removed arguments.

## References
- [Better performance with tf.function: retracing](https://www.tensorflow.org/guide/function#controlling_retracing)

## How to silence
`# noqa: HYB201` on the line of the `def`, or `ignore = HYB201` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .dehybridize import is_candidate, removal, retracing_parameter
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that no tensor comes into."""
    for function in facts.functions:
        if is_candidate(function) and _gets_no_tensor(function):
            yield Finding(
                code=RULE.code,
                place=function.keyword,
                message=f"{function.name}() is compiled by tf.function but {_why(function)}: remove tf.function",
                function=function.name,
                fix=removal(function, sources),
            )


def _gets_no_tensor(function: FunctionFacts) -> bool:
    # Where it computes with tensors all the same, and what is wrong is the retracing, it is HYB203's.
    retraces = function.tensor_computation.value and retracing_parameter(function) is not None
    return function.tensor_parameter.value is False and not retraces


def _why(function: FunctionFacts) -> str:
    if not function.parameters:
        return "has no parameters and nothing in it is worth a graph"
    place = next((site.place for site in function.call_sites), None)
    return "no call passes a tensor to it" + (f" (the first is {place})" if place is not None else "")


RULE = Rule(
    code="HYB201",
    name="no-tensor-parameter",
    summary="a compiled function gets no tensor and holds nothing worth a graph",
    default=True,
    fix="safe",
    check=check,
)
