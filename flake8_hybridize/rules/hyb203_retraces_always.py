"""# HYB203: retraces-always

## What it does
Finds functions that `tf.function` compiles, that get ever new Python values, and whose arguments cannot be tensors
instead.

## Why is this bad
Each new Python value is a new trace: the function's Python code runs, a graph is built, optimized and kept for ever.
That is slower than running eagerly, and memory grows.

## Example
```python
@tf.function
def embed(word, table):
    return table[VOCABULARY[word]]

for word in words:
    embed(word, table)
```

## Use instead
```python
def embed(word, table):
    return table[VOCABULARY[word]]
```

## Known limits
A parameter that takes few values (a flag, a mode) is fine and not reported. Where the Python values could be passed
as tensors, HYB501 says so instead.

## Fix safety
The fix removes the decorator or the wrapping call with all its arguments, and the import if it served that alone.
It is safe where the function is known to return tensors, `None`, or containers of them. It is unsafe where it returns
something that `tf.function` turns into a tensor (a number, an array) or that could not be told, where the function has
an `input_signature`, which converts arguments, or where comments stand among the removed arguments.

## References
- [Better performance with tf.function: retracing](https://www.tensorflow.org/guide/function#controlling_retracing)

## How to silence
`# noqa: HYB203` on the line of the `def`, or `ignore = HYB203` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .dehybridize import is_candidate, removal, retracing_parameter
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that its Python arguments retrace without bound."""
    for function in facts.functions:
        parameter = retracing_parameter(function)
        if not is_candidate(function) or parameter is None or function.tensor_computation.value is False:
            continue
        place = parameter.retraces.place
        where = f" ({place})" if place is not None else ""
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() is compiled by tf.function but every new Python value of {parameter.name!r}"
            f"{where} traces it again, and it cannot be a tensor: remove tf.function",
            function=function.name,
            fix=removal(function, sources),
        )


RULE = Rule(
    code="HYB203",
    name="retraces-always",
    summary="a compiled function is traced again for every call",
    default=True,
    fix="safe",
    check=check,
)
