"""# HYB304: outer-object-mutation

## What it does
Finds traced code that changes, in place, an object which was there before the call and is there after it: a list or
dict of the module, a captured one, an attribute of `self`, an array, `os.environ`.

## Why is this bad
The change happens while tracing: once per trace, not once per call. A list that should grow with every step keeps its
one entry, a counter stops at one. What is stored is often a symbolic tensor, which nobody can use after the call.

## Example
```python
history = []

@tf.function
def step(x):
    loss = tf.reduce_sum(x)
    history.append(loss)
    return loss
```

## Use instead
```python
@tf.function
def step(x):
    return tf.reduce_sum(x)

history = [step(x) for x in dataset]
```

## Known limits
Objects that the call made itself may be changed freely. State that TensorFlow keeps (`tf.Variable`, `tf.queue`,
`tf.TensorArray`, metrics) changes on every call and is not meant. A list or dict that is an argument is HYB305.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.Variable](https://www.tensorflow.org/api_docs/python/tf/Variable)

## How to silence
`# noqa: HYB304` on the line of the change, or `ignore = HYB304` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    # What draws from a generator or takes from an iterator changes it too, and is told as that.
    drawn = {hazard.place for _, hazard in hazards(facts, ("frozen-random", "python-iterator"))}
    for finding in findings(facts, RULE.code, ("outer-mutation",), _words):
        if finding.place not in drawn:
            yield finding


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "side-effect":
        return Words(
            f"calls {hazard.subject}(), which changes more than its result",
            "a graph would do that once per trace, not on every call",
            "call it outside",
        )
    if hazard.detail("name"):
        return Words(
            f"calls {hazard.subject}() while it is traced",
            "what it does outside of TensorFlow happens once per trace, not on every call",
            "call it outside, or by tf.py_function()",
        )
    return Words(
        f"changes {hazard.subject} in place while it is traced",
        "that happens once per trace, not on every call",
        "return the value, or keep it in a tf.Variable or tf.TensorArray",
    )


RULE = Rule(
    code="HYB304",
    name="outer-object-mutation",
    summary="traced code changes a list, dict or other object that outlives the call",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("outer-mutation", "side-effect"),
)
