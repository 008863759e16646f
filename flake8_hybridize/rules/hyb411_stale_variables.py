"""# HYB411: stale-variables

## What it does
Finds compiled functions that read the variables of a model before they call it, if nothing else builds the model, and
apply an optimizer to them.

## Why is this bad
Most layers make their weights when they are first called; before that the list is empty. The gradients of nothing are
nothing, and the optimizer raises a `ValueError` in the first trace.

## Example
```python
model = keras.Sequential([keras.layers.Dense(1)])

@tf.function
def step(x):
    variables = model.trainable_variables
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(x))
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
```

## Use instead
```python
model = keras.Sequential([keras.layers.Dense(1)])

@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(x))
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
```

## Known limits
Only models whose every call stands in the same function behind the reading are reported: `keras.Sequential` without an
input shape, and models of the program that make nothing but layers. A model that is built, loaded or called anywhere
else is taken to have its weights. What else is done with the list does little harm: the first call traces twice, and
the second trace sees the weights.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Making new layers and models via subclassing](https://keras.io/guides/making_new_layers_and_models_via_subclassing/)
- [The Sequential model: specifying the input shape in advance](https://keras.io/guides/sequential_model/)

## How to silence
`# noqa: HYB411` on the line, or `ignore = HYB411` in the configuration.
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
    where = f" ({hazard.cause})" if hazard.cause is not None else ""
    return Words(
        f"reads {hazard.subject} before the model is called{where}",
        "it has no weights until then, so the optimizer raises a ValueError",
        "read them behind the call, or build() the model first",
    )


RULE = Rule(
    code="HYB411",
    name="stale-variables",
    summary="an optimizer is applied to variables that were read before the model made them",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("stale-variables",),
)
