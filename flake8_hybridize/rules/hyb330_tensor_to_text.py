"""# HYB330: tensor-to-text

## What it does
Finds f-strings, `str()`, `repr()`, `format()` and `%` that get a tensor in traced code.

## Why is this bad
A tensor of a graph has no value: the text is `Tensor("add:0", shape=(), dtype=float32)`, the same in every call, also
inside of `tf.print(f"...")`. A format such as `{x:.2f}` raises `TypeError`.

## Example
```python
@tf.function
def step(x):
    tf.print(f"loss {x}")
```

## Use instead
```python
@tf.function
def step(x):
    tf.print("loss", x)
    # or, as a string: tf.strings.format("loss {}", x)
```

## Known limits
Shapes, dtypes and Python values have a text. Messages of exceptions and assertions are left alone. `tensor.name` is the
name of the symbolic tensor and meant for debugging.

## Fix safety
The fix takes apart an f-string that is given to `tf.print()`: tensors become arguments of their own. It is unsafe:
`tf.print` formats numbers its own way. Text that is made elsewhere has no fix.

## References
- [tf.strings.format](https://www.tensorflow.org/api_docs/python/tf/strings/format)
- [tf.print](https://www.tensorflow.org/api_docs/python/tf/print)
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)

## How to silence
`# noqa: HYB330` on the line of the text, or `ignore = HYB330` in the configuration.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.places import Place
from ..model.source import Source, Sources
from .repairs.printing import text_in_print
from .rule import Rule
from .syntax import parse
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    for finding in findings(facts, RULE.code, RULE.hazards, _words, text_in_print, sources):
        source = sources.get(finding.place.file)
        if source is None or not _is_message(source, finding.place):
            yield finding


def _is_message(source: Source, place: Place) -> bool:
    """The text at ``place`` is that of an exception or assertion."""
    syntax = parse(source)
    node = None if syntax is None else syntax.expression((place.line, place.column), (place.end_line, place.end_column))
    if syntax is None or node is None:
        return False
    around = (a for a in syntax.ancestors(node) if isinstance(a, (ast.Raise, ast.Assert, ast.keyword)))
    return any(not isinstance(a, ast.keyword) or a.arg in ("message", "msg") for a in around)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"makes text of the tensor {_short(hazard.subject)} while it is traced",
        "the text is that of a symbolic tensor, not of its value",
        "use tf.print(..., x), tf.strings.format() or tf.strings.as_string()",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:37] + "..."


RULE = Rule(
    code="HYB330",
    name="tensor-to-text",
    summary="traced code makes Python text of a tensor",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("str-of-tensor",),
)
