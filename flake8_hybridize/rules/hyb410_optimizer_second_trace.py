"""# HYB410: optimizer-second-trace

## What it does
Finds compiled functions that apply one optimizer in one trace and another one in a later trace.

## Why is this bad
An optimizer makes its variables when it is first applied. `tf.function` allows variables to be created in the first
call only: the trace that comes to the second optimizer raises a `ValueError`.

## Example
```python
@tf.function
def step(x, optimizer):
    with tf.GradientTape() as tape:
        loss = model(x)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))

step(x, keras.optimizers.Adam())
step(x, keras.optimizers.SGD(momentum=0.9))
```

## Use instead
```python
@tf.function
def step(x, optimizer):
    with tf.GradientTape() as tape:
        loss = model(x)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))

for optimizer in (keras.optimizers.Adam(), keras.optimizers.SGD(momentum=0.9)):
    optimizer.build(model.trainable_variables)
    step(x, optimizer)
```

## Known limits
Optimizers that are built, or applied in code that runs eagerly, are taken to have their variables. If one trace applies
all of them, nothing is reported, whichever comes first. Optimizers that are read from an object belong to its traces.

## Fix safety
There is no fix: whether to build the optimizers or to compile a function for each is for you to say.

## References
- [Better performance with tf.function: creating tf.Variables](https://www.tensorflow.org/guide/function#creating_tfvariables)
- [Optimizer.build](https://keras.io/api/optimizers/)

## How to silence
`# noqa: HYB410` on the line, or `ignore = HYB410` in the configuration.
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
    return Words(
        f"applies another optimizer in a later trace ({hazard.subject})",
        "it makes its variables then, which tf.function allows in the first call only (ValueError)",
        "build() the optimizers before, or compile a function for each",
    )


RULE = Rule(
    code="HYB410",
    name="optimizer-second-trace",
    summary="traces of one compiled function apply different optimizers",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("optimizer-second-trace",),
)
