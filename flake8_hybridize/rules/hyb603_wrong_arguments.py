"""# HYB603: wrong-arguments

## What it does
Finds `input_signature`s with more specs than parameters, or fewer than parameters without a default, arguments of
`tf.function` that do not exist, and compiled functions that get objects without a hash.

## Why is this bad
`tf.function` raises `TypeError` when the function is defined: "input_signature contains 1 extra type constraints",
"input_signature missing type constraint for y", "got an unexpected keyword argument". A trace is looked up by the hash
of the objects among its arguments: a call with a `deque`, a `set` or a dataclass that is not frozen raises `TypeError`.

## Example
```python
@tf.function(input_signature=[tf.TensorSpec([]), tf.TensorSpec([])])
def double(x):
    return x * 2.0
```

## Use instead
```python
@tf.function(input_signature=[tf.TensorSpec([])])
def double(x):
    return x * 2.0
```

## Known limits
`self` has no spec. Parameters with a default may be left out, and then keep it. Signatures that are computed are not
counted.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB603` on the line of `tf.function`, or `ignore = HYB603` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards
from .traced import Words

_ARGUMENTS = frozenset(
    [
        "func",
        "input_signature",
        "autograph",
        "jit_compile",
        "reduce_retracing",
        "experimental_implements",
        "experimental_autograph_options",
        "experimental_attributes",
        "experimental_relax_shapes",
        "experimental_compile",
        "experimental_follow_type_hints",
    ]
)


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each use of ``tf.function`` that raises by its arguments."""
    for name, hazard in hazards(facts, ("signature-arity",)):
        if hazard.certain:
            yield Finding(RULE.code, hazard.place, _arity(hazard), name)
    for function in facts.functions:
        for hazard in function.hazards if function.hybrid is not None else ():
            if hazard.kind == "unhashable-argument" and hazard.certain:
                words = _words(hazard)
                message = f"{function.name}() {words.what}: {words.why}; {words.remedy}"
                yield Finding(RULE.code, function.keyword, message, function.name)
                break
    reported = set()
    for compiled in facts.functions:
        for argument in compiled.hybrid.arguments if compiled.hybrid is not None else ():
            if argument.name.isidentifier() and argument.name not in _ARGUMENTS and argument.place not in reported:
                reported.add(argument.place)
                message = (
                    f"tf.function has no argument '{argument.name}', so this raises a TypeError: drop or correct it"
                )
                yield Finding(RULE.code, argument.place, message, compiled.name)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "unhashable-argument" and hazard.detail("receiver"):
        return Words(
            f"is a method of an object ({hazard.subject}) that has no hash or takes no weak reference",
            "tf.function cannot keep its traces, so the call raises a TypeError",
            "compile a function that gets what is in it",
        )
    if hazard.kind == "unhashable-argument":
        return Words(
            f"gets something without a hash as {hazard.subject}",
            "no trace can be kept for it, so the call raises a TypeError",
            "pass what is in it",
        )
    return Words(f"is compiled with other arguments than tf.function takes ({hazard.subject})", "that raises", "")


def _arity(hazard: Hazard) -> str:
    function, specs, parameters = hazard.detail("function"), hazard.detail("specs"), hazard.detail("parameters")
    return (
        f"the input signature of {function}() has {specs} specs for {parameters} parameters, "
        "so this raises a TypeError: give one for each parameter, none for self"
    )


RULE = Rule(
    code="HYB603",
    name="wrong-arguments",
    summary="tf.function gets a signature of the wrong length, an argument that it does not have or cannot hash",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("signature-arity", "unknown-argument", "unhashable-argument"),
)
