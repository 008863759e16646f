"""# HYB506: traced-per-instance

## What it does
Finds loops that make an object in every round and call a compiled method of it.

## Why is this bad
A compiled method keeps its traces for each object: every new object is traced anew, which costs far more than the call.

## Example
```python
class Scale:
    def __init__(self, factor):
        self.factor = tf.Variable(factor)

    @tf.function
    def apply(self, x):
        return x * self.factor

for factor in factors:
    scale = Scale(factor)
    scale.apply(x)
```

## Use instead
```python
@tf.function
def apply(x, factor):
    return x * factor

for factor in factors:
    apply(x, tf.constant(factor))
```

## Known limits
The object has to be made in the loop that calls its method. Loops of few rounds are fine. An experiment that trains a
new model in each round pays for one trace each, as it must: the rule is off by default.

## Fix safety
There is no fix: what the method reads of its object has to become arguments.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)
- [Better performance with tf.function: depending on Python objects](https://www.tensorflow.org/guide/function#depending_on_python_objects)

## How to silence
It is off by default. When it is on: `# noqa: HYB506` on the line of the call.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards, is_test
from .traced import Words


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each call of a compiled method of an object that the same loop makes."""
    for function, hazard in hazards(facts, RULE.hazards):
        if not is_test(hazard.place.file):
            words = _words(hazard)
            name = f"{function}()" if function else "this code"
            yield Finding(RULE.code, hazard.place, f"{name} {words.what}: {words.why}; {words.remedy}", function)


def _words(hazard: Hazard) -> Words:
    made = f" ({hazard.cause})" if hazard.cause is not None else ""
    return Words(
        f"calls the compiled {hazard.detail('callee', 'method')}() of an object that each round makes{made}",
        "every object is a new trace",
        "make the object once, or compile a function that takes what it reads as tensors",
    )


RULE = Rule(
    code="HYB506",
    name="traced-per-instance",
    summary="a loop makes objects and calls a compiled method of each",
    default=False,
    fix="none",
    check=check,
    words=_words,
    hazards=("method-per-instance",),
)
