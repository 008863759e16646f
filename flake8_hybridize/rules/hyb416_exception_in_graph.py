"""# HYB416: exception-in-graph

## What it does
Finds `raise` in a branch that a tensor decides, and `try`/`except tf.errors...` around operations, in traced code.

## Why is this bad
Both branches of a tensor's `if` are traced, so the `raise` is always executed, while tracing, for every input. Errors
of operations appear when the graph runs, long after the `try` was left: the `except` never catches them.

## Example
```python
@tf.function
def step(x):
    if tf.reduce_any(x < 0.0):
        raise ValueError("negative")
    return tf.sqrt(x)
```

## Use instead
```python
@tf.function
def step(x):
    tf.debugging.assert_non_negative(x, "negative")
    return tf.sqrt(x)
```

## Known limits
Conditions on shapes, dtypes, types and Python values are decided while tracing, and raising there is fine. An
`except` for errors that tracing itself finds is fine too.

## Fix safety
The fix writes `tf.debugging.assert_equal(t, False, message=...)` for `if t: raise ...`. It is unsafe: the exception is
`tf.errors.InvalidArgumentError`, raised when the graph runs. Branches that do more than raise have no fix.

## References
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)
- [tf.debugging.Assert](https://www.tensorflow.org/api_docs/python/tf/debugging/Assert)

## How to silence
`# noqa: HYB416` on the line of the `raise` or `except`, or `ignore = HYB416` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.tensors import checked
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, checked, sources)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "except-around-ops":
        return Words(
            f"expects {hazard.subject} of operations inside of its graph",
            "they raise when the graph runs, outside of this try statement",
            "put the try statement around the call of the compiled function",
        )
    return Words(
        "raises an exception in a branch that a tensor decides",
        "both branches are traced, so it is raised for every input",
        "use tf.debugging.Assert() or tf.debugging.assert_*()",
    )


RULE = Rule(
    code="HYB416",
    name="exception-in-graph",
    summary="an exception is raised under a tensor's condition, or expected of operations",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("raise-in-tensor-branch", "except-around-ops"),
)
