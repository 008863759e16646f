"""# HYB427: python-return

## What it does
Finds compiled functions that return objects of classes of the program, functions, classes, data types or sets.

## Why is this bad
A graph gives tensors. `tf.function` puts them into lists, tuples, dicts and named tuples and refuses the rest:
`TypeError` ("Python functions must return zero or more Tensors or ExtensionTypes or None values").

## Example
```python
@tf.function
def step(x):
    return Result(loss=tf.reduce_sum(x))
```

## Use instead
```python
@tf.function
def step(x):
    return {"loss": tf.reduce_sum(x)}

result = Result(**step(x))
```

## Known limits
Python numbers and text become tensors, which is allowed and not reported. Objects of classes that derive from a
library's class are not judged.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
- [tf.experimental.ExtensionType](https://www.tensorflow.org/api_docs/python/tf/experimental/ExtensionType)

## How to silence
`# noqa: HYB427` on the line of the `def`, or `ignore = HYB427` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .traced import Words


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function whose result ``tf.function`` refuses."""
    for function in facts.functions:
        if function.hybrid is None:
            continue
        refused = next((h.detail("refused") for h in function.hazards if h.kind in RULE.hazards and h.traced), "")
        if refused:
            yield Finding(
                RULE.code,
                function.keyword,
                f"{function.name}() returns {refused}, which tf.function refuses with a TypeError: "
                "return tensors in a tuple or dict",
                function.name,
            )


def _words(hazard: Hazard) -> Words:
    return Words(
        f"returns {hazard.subject}", "a compiled function gives back tensors alone", "return tensors in a tuple or dict"
    )


RULE = Rule(
    code="HYB427",
    name="python-return",
    summary="a compiled function returns something that is no structure of tensors",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("python-return",),
)
