"""# HYB425: jit-unsupported

## What it does
Finds, under `jit_compile=True`: operations on strings and files, `tf.print` and `tf.py_function`; `tf.TensorArray`
with `dynamic_size=True`; and `tf.debugging.assert_*`.

## Why is this bad
XLA has no strings and cannot call Python: `InvalidArgumentError` ("Detected unsupported operations"). A `TensorArray`
that grows is silently empty, and assertions are silently dropped.

## Example
```python
@tf.function(jit_compile=True)
def step(x):
    tf.print("step", x)
    return x * 2.0
```

## Use instead
```python
@tf.function
def step(x):
    tf.print("step", x)
    return compiled(x)

@tf.function(jit_compile=True)
def compiled(x):
    return x * 2.0
```

## Known limits
The list of operations is that of XLA on CPU in TensorFlow 2.21. Helpers are looked at if all of their traced callers
are compiled by XLA.

## Fix safety
The fix drops `jit_compile=True` where the function holds something that XLA cannot compile. It is unsafe, as the
function is compiled another way then. What XLA drops silently has no fix.

## References
- [XLA: known issues](https://www.tensorflow.org/xla/known_issues)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB425` on the line of the call, or `ignore = HYB425` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.compiling import without_argument
from .rule import Rule
from .traced import Words, by_name, occurrences, sentence


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each call that XLA refuses or drops."""
    index = by_name(facts)
    for occurrence in occurrences(facts, RULE.hazards):
        function = occurrence.function
        if function is not None and _is_jit(function, index, 6):
            message = sentence(occurrence, _words(occurrence.hazard))
            fix = None
            if occurrence.hazard.kind == "jit-unsupported":
                fix = without_argument(function, sources, "jit_compile", "True")
            yield Finding(RULE.code, occurrence.place, message, function.name, fix)


def _is_jit(function: FunctionFacts, index: dict[tuple[str, str], FunctionFacts], depth: int) -> bool:
    """XLA compiles ``function``, or all of its callers."""
    if function.hybrid is not None:
        return any(a.name == "jit_compile" and a.text == "True" for a in function.hybrid.arguments)
    callers = [index.get((site.place.file, site.caller)) for site in function.call_sites if site.traced]
    return bool(callers) and depth > 0 and all(c is not None and _is_jit(c, index, depth - 1) for c in callers)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "jit-dropped-assert":
        return Words(
            f"asserts with {hazard.subject}() under jit_compile=True", "XLA drops assertions silently", "check outside"
        )
    if hazard.kind == "jit-growing-tensorarray":
        return Words("lets a TensorArray grow under jit_compile=True", "XLA silently leaves it empty", "give it a size")
    return Words(
        f"calls {hazard.subject}() under jit_compile=True", "XLA cannot compile it, so this raises", "do it outside"
    )


RULE = Rule(
    code="HYB425",
    name="jit-unsupported",
    summary="a function that XLA compiles uses what XLA cannot compile, or drops",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("jit-unsupported", "jit-growing-tensorarray", "jit-dropped-assert"),
)
