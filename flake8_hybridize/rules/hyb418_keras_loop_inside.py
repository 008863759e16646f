"""# HYB418: keras-loop-inside

## What it does
Finds `Model.fit`, `predict`, `evaluate`, `compile` and `get_weights` in traced code.

## Why is this bad
These drive compiled functions of their own, over data that they fetch in Python, and ask for values: inside of a
graph they raise (`RuntimeError`, `AttributeError`, `NotImplementedError`).

## Example
```python
@tf.function
def step(x):
    return model.predict(x) * 2.0
```

## Use instead
```python
@tf.function
def step(x):
    return model(x, training=False) * 2.0
```

## Known limits
`model(x)` is the way to run a model in a graph. `train_on_batch` and `set_weights` work inside with Keras 3 and are
not reported.

## Fix safety
The fix writes `model(x, training=False)` for `model.predict(x)`. It is unsafe: the whole input is one batch then, and
the result is a tensor. The other methods have no fix.

## References
- [Keras: writing a training loop from scratch](https://www.tensorflow.org/guide/keras/writing_a_training_loop_from_scratch)
- [tf.keras.Model](https://www.tensorflow.org/api_docs/python/tf/keras/Model)

## How to silence
`# noqa: HYB418` on the line of the call, or `ignore = HYB418` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import predict
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, predict, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"calls {hazard.subject}() while it is traced",
        "that cannot run inside of a graph and raises",
        "call the model itself, as in model(x, training=False)",
    )


RULE = Rule(
    code="HYB418",
    name="keras-loop-inside",
    summary="traced code calls fit(), predict(), evaluate() or compile() of a model",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("keras-loop-inside",),
)
