"""# HYB333: tape-outlives-trace

## What it does
Finds traced code that asks a `tf.GradientTape` for gradients which was made outside of it.

## Why is this bad
The tape recorded eager operations, or those of another graph. It knows nothing of the tensors of this one: the
gradient is `None`, without a message.

## Example
```python
with tf.GradientTape() as tape:
    loss = model(x)

@tf.function
def gradients():
    return tape.gradient(loss, model.trainable_variables)
```

## Use instead
```python
@tf.function
def gradients(x):
    with tf.GradientTape() as tape:
        loss = model(x)
    return tape.gradient(loss, model.trainable_variables)
```

## Known limits
Tapes that are kept in attributes or passed as arguments are not followed. A tape around the call of a compiled
function is fine.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.GradientTape](https://www.tensorflow.org/api_docs/python/tf/GradientTape)

## How to silence
`# noqa: HYB333` on the line of the call, or `ignore = HYB333` in the configuration.
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
    yield from findings(facts, RULE.code, ("gradient-tape",), _words)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "tape-argument":
        return Words(
            f"gets the tape {hazard.subject} as an argument",
            "what a graph asks of a tape from outside is None",
            "make the tape inside of the function",
        )
    return Words(
        f"asks the tape {hazard.subject} for gradients, which was made outside of its graph",
        "it has not recorded these operations, so the gradient is None",
        "make the tape inside of the function",
    )


RULE = Rule(
    code="HYB333",
    name="tape-outlives-trace",
    summary="a gradient is asked of a tape from outside of the graph",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("gradient-tape", "tape-argument"),
)
