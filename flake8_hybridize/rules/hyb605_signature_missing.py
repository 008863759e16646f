"""# HYB605: signature-missing

## What it does
Finds compiled functions without an `input_signature` for which the calls of the program tell one.

## Why is this bad
A signature makes the first trace the only one, for all shapes that it admits, and rejects calls that do not fit. It
can also be saved: `tf.saved_model.save` needs a signature or a call.

## Example
```python
@tf.function
def encode(x):
    return tf.reduce_mean(x, axis=1)

encode(tf.ones([8, 4]))
encode(tf.ones([2, 4]))
```

## Use instead
```python
@tf.function(input_signature=[tf.TensorSpec(shape=(None, 4), dtype=tf.float32)])
def encode(x):
    return tf.reduce_mean(x, axis=1)
```

## Known limits
The signature is the join of what the calls of this program pass; callers that are not part of it may pass something
else. Functions with Python arguments, and such that need a number from a dimension which would be left open, get
none.

## Fix safety
With `--input-signatures` the fix adds the signature to the existing `tf.function`. It is safe for the program that is
analysed: every call in it fits. Calls from elsewhere may not.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)
- [tf.TensorSpec](https://www.tensorflow.org/api_docs/python/tf/TensorSpec)

## How to silence
It is off by default. When it is on: `# noqa: HYB605` on the line of the `def`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import SAFE, UNSAFE, Finding, Fix
from ..model.source import Sources
from .arguments import add_argument
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function whose signature is known and not written."""
    for function in facts.functions:
        hybrid = function.hybrid
        if hybrid is None or function.input_signature is None:
            continue
        if any(argument.name == "input_signature" for argument in hybrid.arguments):
            continue
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() has no input signature: the calls of this program fit "
            f"input_signature={function.input_signature}",
            function=function.name,
            fix=_signature(function, facts, sources),
        )


def _signature(function: FunctionFacts, facts: ProgramFacts, sources: Sources) -> Fix | None:
    if not facts.input_signatures or function.hybrid is None:
        return None
    change = add_argument(function.hybrid, sources, f"input_signature={function.input_signature}")
    if change is None:
        return None
    safe = change.safe and not function.assumptions
    return Fix(SAFE if safe else UNSAFE, f"Give {function.name}() an input signature", change.edits)


RULE = Rule(
    code="HYB605",
    name="signature-missing",
    summary="an input signature could be written for a compiled function",
    default=False,
    fix="safe",
    check=check,
    hazards=(),
)
