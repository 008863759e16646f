"""# HYB303: io-in-graph

## What it does
Finds opening, writing, moving and deleting of files, processes, sockets and requests, and saving of models and
checkpoints, in traced code.

## Why is this bad
It is Python and happens while tracing: the file holds the first call's line alone, the request is made once.
`tf.saved_model.save`, `Model.save` and `Model.save_weights` raise, since they trace functions or read values
themselves.

## Example
```python
@tf.function
def step(x):
    with open("log.txt", "a") as file:
        file.write("step")
    return x * 2.0
```

## Use instead
```python
@tf.function
def step(x):
    return x * 2.0

with open("log.txt", "a") as file:
    step(x)
    file.write("step")
```

## Known limits
`tf.io.write_file`, `tf.io.read_file` and readers of `tf.data` are operations and run on every call.
`tf.train.Checkpoint.write` works inside of a graph.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.io](https://www.tensorflow.org/api_docs/python/tf/io)
- [tf.py_function](https://www.tensorflow.org/api_docs/python/tf/py_function)

## How to silence
`# noqa: HYB303` on the line of the call, or `ignore = HYB303` in the configuration.
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
    if hazard.kind == "save-in-function":
        return Words(
            f"saves with {hazard.subject}() while it is traced",
            "that needs values and fails in a graph",
            "do it outside",
        )
    does = "talks to the network" if hazard.kind == "network-io" else "touches files"
    return Words(
        f"{does} with {hazard.subject}() while it is traced",
        "that happens once per trace, not on every call",
        "do it outside, or in tf.py_function",
    )


RULE = Rule(
    code="HYB303",
    name="io-in-graph",
    summary="traced code reads or writes files, talks to the network or saves a model",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("file-io", "network-io", "save-in-function"),
)
