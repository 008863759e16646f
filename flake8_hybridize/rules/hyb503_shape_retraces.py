"""# HYB503: shape-retraces

## What it does
Finds compiled functions without a signature to which the program passes tensors of different shapes, or of three
dtypes or more.

## Why is this bad
Each new shape is a new trace. With `reduce_retracing=True` TensorFlow generalizes the shape after the second one; an
`input_signature` with `None` does so from the start. Dtypes are never generalized.

## Example
```python
@tf.function
def encode(tokens):
    return tf.reduce_mean(tf.cast(tokens, tf.float32))

for sentence in sentences:  # of many lengths
    encode(sentence)
```

## Use instead
```python
@tf.function(reduce_retracing=True)
def encode(tokens):
    return tf.reduce_mean(tf.cast(tokens, tf.float32))
```

## Known limits
A remainder of a dataset that is smaller than the other batches makes two traces, which is fine and not reported. The
rule counts shapes that are known; where dimensions are unknown it says nothing. What only tests call is not judged.

## Fix safety
The fix adds `reduce_retracing=True`. It is unsafe: what Python reads from a shape is `None` where dimensions are left
open. There is no fix where the function, or what it calls, seems to look at shapes from Python.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)
- [tf.function](https://www.tensorflow.org/api_docs/python/tf/function)

## How to silence
`# noqa: HYB503` on the line of the `def`, or `ignore = HYB503` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import UNSAFE, Finding, Fix
from ..model.source import Sources
from .arguments import add_argument
from .rule import Rule
from .select import is_test
from .shapes import can_relax

_FEW = 2
_GENERAL = frozenset({"input_signature", "reduce_retracing", "experimental_relax_shapes"})


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that the program calls with tensors of three shapes or more."""
    for function in facts.functions:
        hybrid = function.hybrid
        if all(is_test(site.place.file) for site in function.call_sites):
            continue
        dtypes = _changing_dtypes(function)
        if dtypes:
            yield dtypes
            continue
        if hybrid is None or not function.varying_shapes or any(a.name in _GENERAL for a in hybrid.arguments):
            continue
        for parameter in function.parameters:
            shapes = {fact.shape for fact in parameter.types if fact.kind == "tensor"}
            if None not in shapes and len(shapes) > _FEW:
                yield Finding(
                    code=RULE.code,
                    place=function.keyword,
                    message=f"{function.name}() is traced again for each of {len(shapes)} shapes of {parameter.name}: "
                    "set reduce_retracing=True or give an input_signature with None",
                    function=function.name,
                    fix=_relaxed(function, facts, sources),
                )
                break


def _changing_dtypes(function: FunctionFacts) -> Finding | None:
    if function.hybrid is None or any(a.name == "input_signature" for a in function.hybrid.arguments):
        return None
    for parameter in function.parameters:
        dtypes = {fact.dtype for fact in parameter.types if fact.kind == "tensor"}
        if None not in dtypes and len(dtypes) > _FEW:
            message = (
                f"{function.name}() is traced again for each of {len(dtypes)} dtypes of {parameter.name} "
                f"({', '.join(sorted(map(str, dtypes)))}): cast it at the call"
            )
            return Finding(RULE.code, function.keyword, message, function.name)
    return None


def _relaxed(function: FunctionFacts, facts: ProgramFacts, sources: Sources) -> Fix | None:
    if function.hybrid is None or not can_relax(function, facts, sources):
        return None
    if facts.input_signatures and function.input_signature is not None:
        return None  # HYB605 writes the signature, which does it too.
    change = add_argument(function.hybrid, sources, "reduce_retracing=True")
    return None if change is None else Fix(UNSAFE, f"Let {function.name}() reduce retracing", change.edits)


RULE = Rule(
    code="HYB503",
    name="shape-retraces",
    summary="tensors of many shapes are passed to a compiled function",
    default=True,
    fix="unsafe",
    check=check,
    hazards=("retrace-shape", "retrace-dtype"),
)
