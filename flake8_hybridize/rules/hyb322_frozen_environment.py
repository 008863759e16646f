"""# HYB322: frozen-environment

## What it does
Finds reading of environment variables, of the working directory, of files and folders, in traced code.

## Why is this bad
Python reads while tracing, and the graph keeps what it saw: a changed variable or file goes unnoticed until something
retraces.

## Example
```python
@tf.function
def step(x):
    return x * float(os.environ["SCALE"])
```

## Use instead
```python
scale = tf.Variable(float(os.environ["SCALE"]))

@tf.function
def step(x):
    return x * scale
```

## Known limits
Reading at import time or by the caller is fine. A value that never changes while the program runs is reported all the
same.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: depending on Python global and free variables](https://www.tensorflow.org/guide/function#depending_on_python_global_and_free_variables)
- [tf.io.read_file](https://www.tensorflow.org/api_docs/python/tf/io/read_file)

## How to silence
`# noqa: HYB322` on the line, or `ignore = HYB322` in the configuration.
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
        f"reads {hazard.subject} while it is traced",
        "that happens once per trace, and later changes go unnoticed",
        "read it outside and pass it in",
    )


RULE = Rule(
    code="HYB322",
    name="frozen-environment",
    summary="the environment or a file is read once per trace",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("frozen-env", "frozen-file-read"),
)
