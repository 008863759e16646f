"""# HYB327: eager-check

## What it does
Finds `tf.executing_eagerly()` and `tf.inside_function()` in traced code.

## Why is this bad
While a graph is traced the answer is always the same: not eager. A branch for eager code never becomes a part of the
graph; what the function does depends on who calls it.

## Example
```python
@tf.function
def step(x):
    if tf.executing_eagerly():
        return x * 2.0
    return x * 3.0
```

## Use instead
```python
@tf.function
def step(x):
    return x * 3.0
```

## Known limits
A guard around calls or a `raise` alone, without an `else`, and an assertion are not reported, nor what runs eagerly
as well as traced: there the answer differs, and that is why it asks.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.executing_eagerly](https://www.tensorflow.org/api_docs/python/tf/executing_eagerly)
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)

## How to silence
`# noqa: HYB327` on the line of the call, or `ignore = HYB327` in the configuration.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.places import Place
from ..model.source import Source, Sources
from .rule import Rule
from .syntax import parse
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    for finding in findings(facts, RULE.code, RULE.hazards, _words):
        source = sources.get(finding.place.file)
        if source is None or not _guards_calls(source, finding.place):
            yield finding


def _guards_calls(source: Source, place: Place) -> bool:
    """The call at ``place`` is the condition of an ``if`` that only calls something or raises, and has no ``else``, or
    of an assertion: what is wrong then shows."""
    syntax = parse(source)
    if syntax is None:
        return False
    start = (place.line, place.column)
    node = next((n for n in ast.walk(syntax.tree) if isinstance(n, ast.Call) and syntax.start(n) == start), None)
    if node is None:
        return False
    statement = syntax.statement(node)
    return isinstance(statement, ast.Assert) or (
        isinstance(statement, ast.If)
        and not statement.orelse
        and all(isinstance(inner, (ast.Expr, ast.Pass, ast.Raise)) for inner in statement.body)
    )


def _words(hazard: Hazard) -> Words:
    return Words(
        f"asks {hazard.subject}() while it is traced",
        "there the answer is always the same",
        "ask outside, or drop the branch",
    )


RULE = Rule(
    code="HYB327",
    name="eager-check",
    summary="traced code asks whether it runs eagerly",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("executing-eagerly",),
)
