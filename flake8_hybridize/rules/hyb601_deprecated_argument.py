"""# HYB601: deprecated-argument

## What it does
Finds arguments of `tf.function`, and of other functions of TensorFlow, that are deprecated.

## Why is this bad
TensorFlow warns about them on every import and will drop them. An old name beside its new one raises `ValueError`.

## Example
```python
@tf.function(experimental_relax_shapes=True, experimental_compile=True)
def step(x):
    ...
```

## Use instead
```python
@tf.function(reduce_retracing=True, jit_compile=True)
def step(x):
    ...
```

## Known limits
`experimental_implements`, `experimental_autograph_options` and `experimental_attributes` are not deprecated. Arguments
given by position or in a `**` dictionary are not renamed.

## Fix safety
The fix renames the argument, or drops `experimental_follow_type_hints`, which has no effect any more. It is safe with
TensorFlow 2.9 and later; before, `reduce_retracing` does not exist.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB601` on the line of the argument, or `ignore = HYB601` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Argument, FunctionFacts, Hazard, Hybridization, ProgramFacts
from ..model.findings import SAFE, Finding, Fix
from ..model.source import Sources
from .arguments import rename_argument
from .rule import Rule
from .select import hazards

_NEW_NAMES: dict[str, str | None] = {
    "experimental_relax_shapes": "reduce_retracing",
    "experimental_compile": "jit_compile",
    "experimental_follow_type_hints": None,
}


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each deprecated argument of ``tf.function`` and each other deprecated use."""
    reported = set()
    for function in facts.functions:
        hybrid = function.hybrid
        for argument in () if hybrid is None else hybrid.arguments:
            if argument.name in _NEW_NAMES and hybrid is not None and argument.place not in reported:
                reported.add(argument.place)
                yield _argument(function, hybrid, argument, sources)
    for function_name, hazard in hazards(facts, RULE.hazards):
        if str(hazard.place) not in {str(place) for place in reported}:
            yield Finding(RULE.code, hazard.place, _message(hazard), function_name)


def _argument(function: FunctionFacts, hybrid: Hybridization, argument: Argument, sources: Sources) -> Finding:
    new = _NEW_NAMES[argument.name]
    both = any(other.name == new for other in hybrid.arguments)
    change = None if both else rename_argument(hybrid, sources, argument.name, new)
    remedy = f"use {new}" if new else "drop it, it has no effect"
    title = f"Rename {argument.name} to {new}" if new else f"Drop {argument.name}"
    return Finding(
        code=RULE.code,
        place=argument.place,
        message=f"tf.function({argument.name}=...) of {function.name}() is deprecated: {remedy}",
        function=function.name,
        fix=None if change is None else Fix(SAFE, title, change.edits),
    )


def _message(hazard: Hazard) -> str:
    remedy = hazard.detail("remedy") or hazard.detail("new")
    return f"{hazard.subject} is deprecated" + (f": use {remedy}" if remedy else "")


RULE = Rule(
    code="HYB601",
    name="deprecated-argument",
    summary="a deprecated argument of tf.function or of another function of TensorFlow",
    default=True,
    fix="safe",
    check=check,
    hazards=("deprecated-argument", "deprecated-api"),
)
