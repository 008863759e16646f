"""# HYB302: log-in-graph

## What it does
Finds calls of `logging`, `absl.logging` and `warnings`, and writes to `sys.stdout` and `sys.stderr`, in traced code.

## Why is this bad
They are Python and run once per trace. The log shows one line where one per call is expected, with symbolic tensors
in place of values. A warning names the line of generated code.

## Example
```python
@tf.function
def step(x):
    logging.info("loss %s", tf.reduce_sum(x))
```

## Use instead
```python
@tf.function
def step(x):
    return tf.reduce_sum(x)

loss = step(x)
logging.info("loss %s", loss.numpy())
```

## Known limits
A `DeprecationWarning` is usually wanted once per trace and not reported. What is logged in order to see retracing is
reported all the same. Code inside of `tf.py_function` is fine.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.print](https://www.tensorflow.org/api_docs/python/tf/print)

## How to silence
`# noqa: HYB302` on the line of the call, or `ignore = HYB302` in the configuration.
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


_DOES = {"logging-call": "logs", "warnings-call": "warns", "stream-write": "writes to a stream"}


def _words(hazard: Hazard) -> Words:
    return Words(
        f"{_DOES[hazard.kind]} with {hazard.subject}() while it is traced",
        "that happens once per trace, not on every call",
        "use tf.print(), or do it outside",
    )


RULE = Rule(
    code="HYB302",
    name="log-in-graph",
    summary="logging, warnings and writing to a stream in traced code happen while tracing",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("logging-call", "warnings-call", "stream-write"),
)
