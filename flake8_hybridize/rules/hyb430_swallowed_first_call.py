"""# HYB430: swallowed-first-call

## What it does
Finds calls of compiled functions that make variables and may raise, in a `try` whose handler goes on, if the function
is called again.

## Why is this bad
If the first call makes variables and then raises, TensorFlow keeps a function that is half made: every later call
returns `None`, silently, without running anything. If it raises before, the next call may not make variables any more
and raises a `ValueError`; those after that return `None`.

## Example
```python
class Layer(tf.Module):
    w = None

    @tf.function
    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(1.0)
        if x.shape[0] != 2:
            raise ValueError("two columns are needed")
        return x * self.w

layer = Layer()
for x in batches:
    try:
        layer(x)
    except ValueError:
        pass
```

## Use instead
```python
class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(1.0)

    @tf.function
    def __call__(self, x):
        if x.shape[0] != 2:
            raise ValueError("two columns are needed")
        return x * self.w

layer = Layer()
for x in batches:
    try:
        layer(x)
    except ValueError:
        pass
```

## Known limits
Only a `raise` in the function's own body is seen, and variables that the body itself makes. Which call is the first is
not known.

## Fix safety
There is no fix: make the variables elsewhere, or let the exception pass.

## References
- [Better performance with tf.function: creating tf.Variables](https://www.tensorflow.org/guide/function#creating_tfvariables)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB430` on the line of the call, or `ignore = HYB430` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards
from .traced import Words


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each call whose exception is swallowed."""
    for function, hazard in hazards(facts, RULE.hazards):
        words = _words(hazard)
        name = f"{function}()" if function else "this code"
        yield Finding(RULE.code, hazard.place, f"{name} {words.what}: {words.why}; {words.remedy}", function)


def _words(hazard: Hazard) -> Words:
    where = f" ({hazard.cause})" if hazard.cause is not None else ""
    return Words(
        f"swallows what {hazard.subject}() raises, which makes variables as well{where}",
        "if its first call raises, later ones return None without running",
        "make the variables outside, or let the exception pass",
    )


RULE = Rule(
    code="HYB430",
    name="swallowed-first-call",
    summary="the exception of a compiled function that makes variables is swallowed",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("failed-first-call",),
)
