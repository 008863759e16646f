"""# HYB306: global-write

## What it does
Finds traced code that assigns a `global` or `nonlocal` name, or a name of another module.

## Why is this bad
The assignment runs while tracing, once per trace. A counter stays at one, however often the function is called; a
"current value" is that of the first call for ever, and if it is a tensor it is a symbolic one.

## Example
```python
count = 0

@tf.function
def step(x):
    global count
    count += 1
    return x * 2.0
```

## Use instead
```python
count = tf.Variable(0)

@tf.function
def step(x):
    count.assign_add(1)
    return x * 2.0
```

## Known limits
A `global` statement without an assignment does nothing and is not reported, nor is the creation of something once,
behind `if name is None`. A `nonlocal` of a function that is part of the same trace is an ordinary variable.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [Better performance with tf.function: depending on Python global and free variables](https://www.tensorflow.org/guide/function#depending_on_python_global_and_free_variables)

## How to silence
`# noqa: HYB306` on the line of the assignment, or `ignore = HYB306` in the configuration.
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
    scope = "global" if hazard.kind == "global-write" else "nonlocal"
    return Words(
        f"assigns the {scope} name {hazard.subject} while it is traced",
        "that happens once per trace, not on every call",
        "keep it in a tf.Variable, or return the value",
    )


RULE = Rule(
    code="HYB306",
    name="global-write",
    summary="traced code rebinds a global or nonlocal name",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("global-write", "nonlocal-write"),
)
