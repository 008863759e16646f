"""# HYB311: debugger-in-graph

## What it does
Finds `breakpoint()`, `pdb.set_trace()` and their kin in traced code.

## Why is this bad
The debugger stops while tracing, once per trace, in code that AutoGraph generated, and all that it can show are
symbolic tensors.

## Example
```python
@tf.function
def step(x):
    y = x * 2.0
    breakpoint()
    return y
```

## Use instead
```python
tf.config.run_functions_eagerly(True)  # while debugging

def step(x):
    y = x * 2.0
    breakpoint()
    return y
```

## Known limits
Debuggers other than Python's own are not known.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: debugging](https://www.tensorflow.org/guide/function#debugging)
- [tf.config.run_functions_eagerly](https://www.tensorflow.org/api_docs/python/tf/config/run_functions_eagerly)

## How to silence
`# noqa: HYB311` on the line of the call, or `ignore = HYB311` in the configuration.
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
        f"starts a debugger with {hazard.subject}() while it is traced",
        "it stops once per trace and sees symbolic tensors",
        "debug under tf.config.run_functions_eagerly(True)",
    )


RULE = Rule(
    code="HYB311",
    name="debugger-in-graph",
    summary="a debugger is started in traced code",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("debugger-call",),
)
