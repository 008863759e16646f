"""# HYB308: leaked-tensor

## What it does
Finds traced code that stores a tensor which it computed in a place that outlives the call: a global or nonlocal name,
an attribute, a list or dict.

## Why is this bad
What is stored is a tensor of the graph, without a value. Using it after the call raises `TypeError` ("is out of
scope") or `InaccessibleTensorError`, often far away from here; printing it shows `Tensor("add:0")`.

## Example
```python
@tf.function
def step(x):
    global last
    last = tf.reduce_sum(x)
    return last
```

## Use instead
```python
@tf.function
def step(x):
    return tf.reduce_sum(x)

last = step(x)
```

## Known limits
Within one trace such a place may be written and read again; it is reported all the same, since the tensor stays there
afterwards. `Variable.assign` is the way to keep a value.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.function: accessing a tensor outside of its graph](https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values)

## How to silence
`# noqa: HYB308` on the line that stores it, or `ignore = HYB308` in the configuration.
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
    if hazard.kind == "variable-rebind":
        return Words(
            f"puts a tensor of its graph into {hazard.subject}, in place of the variable",
            "the variable keeps its value, and using the tensor later raises",
            "assign() it to the variable",
        )
    return Words(
        f"keeps a tensor of its graph in {hazard.subject}",
        "it has no value after the call, and using it raises",
        "return it, or assign() it to a tf.Variable",
    )


RULE = Rule(
    code="HYB308",
    name="leaked-tensor",
    summary="traced code keeps a tensor in a global, an attribute or an outer container",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("leaked-tensor", "variable-rebind"),
)
