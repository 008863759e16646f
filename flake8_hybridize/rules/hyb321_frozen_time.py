"""# HYB321: frozen-time

## What it does
Finds `time.time()`, `time.perf_counter()`, `datetime.now()`, `time.sleep()`, `uuid.uuid4()` and their kin in traced
code.

## Why is this bad
Python asks the clock while tracing. What is measured is the time that tracing takes, and each call gets the value of
the trace; `sleep` delays the first call alone.

## Example
```python
@tf.function
def step(x):
    return x, time.time()
```

## Use instead
```python
@tf.function
def step(x):
    return x, tf.timestamp()
```

## Known limits
Reading the clock around the call of a compiled function is right.

## Fix safety
The fix writes `tf.timestamp()` for `time.time()`. It is unsafe: the graph then tells the time of every run, as a tensor
of `float64`. Other functions of time have no fix.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.timestamp](https://www.tensorflow.org/api_docs/python/tf/timestamp)

## How to silence
`# noqa: HYB321` on the line of the call, or `ignore = HYB321` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.calls import clock
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, clock, sources)


_CLOCKS = ("time.", "datetime.")


def _words(hazard: Hazard) -> Words:
    return Words(
        f"calls {hazard.subject}() while it is traced",
        "that happens once per trace, and every call gets the same result",
        "use tf.timestamp(), or do it outside" if hazard.subject in _CLOCKS else "do it outside",
    )


RULE = Rule(
    code="HYB321",
    name="frozen-time",
    summary="the clock is read once per trace",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("frozen-time",),
)
