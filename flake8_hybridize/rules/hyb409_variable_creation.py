"""# HYB409: variable-creation

## What it does
Finds `tf.Variable`, Keras layers with weights, optimizers, metrics and random generators that are made in the body of
traced code.

## Why is this bad
A graph may create variables in its very first call only. `tf.function` traces that call twice to find out, and raises
`ValueError` ("tf.function only supports singleton tf.Variables created on the first call") if the second trace
creates some again. `tf.init_scope` does not help. `tf.random.set_seed` has no effect on the graph that is being
traced.

## Example
```python
@tf.function
def step(x):
    v = tf.Variable(1.0)
    return x * v
```

## Use instead
```python
v = tf.Variable(1.0)

@tf.function
def step(x):
    return x * v
```

## Known limits
Creation behind a guard (`if self.v is None`, `hasattr`, `try`/`except AttributeError`) runs once and is not reported;
a guard that can become true again still fails. Layers without weights are not reported.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: creating tf.Variables](https://www.tensorflow.org/guide/function#creating_tfvariables)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB409` on the line of the call, or `ignore = HYB409` in the configuration.
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


_MADE = {
    "variable-in-body": "a tf.Variable",
    "layer-in-body": "a layer",
    "optimizer-in-body": "an optimizer",
    "metric-in-body": "a metric",
    "rng-in-body": "random state",
}


def _words(hazard: Hazard) -> Words:
    made = _MADE[hazard.kind]
    if hazard.subject.endswith(("set_seed", "set_global_generator", ".seed")):
        return Words(
            f"calls {hazard.subject}() while it is traced",
            "that happens once per trace and does not reach the operations of the graph",
            "call it outside",
        )
    return Words(
        f"makes {made} with {hazard.subject}() on every call",
        "tf.function allows variables to be created in the first call only and raises ValueError",
        "make it once, outside or in __init__()",
    )


RULE = Rule(
    code="HYB409",
    name="variable-creation",
    summary="traced code creates variables, layers, optimizers or metrics on every call",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("variable-in-body", "layer-in-body", "optimizer-in-body", "metric-in-body", "rng-in-body"),
)
