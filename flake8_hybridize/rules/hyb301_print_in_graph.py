"""# HYB301: print-in-graph

## What it does
Finds calls of `print()` (and of `pprint.pprint`, `Model.summary` and the like) in code that TensorFlow traces.

## Why is this bad
Python runs once for each trace. The call prints when its function is traced, twice if that first call creates
variables, and never again; it shows symbolic tensors (`Tensor("x:0", shape=(), ...)`) instead of values; and of an
`if` on a tensor both branches print.

## Example
```python
@tf.function
def step(x):
    print("loss", tf.reduce_sum(x))
```

## Use instead
```python
@tf.function
def step(x):
    tf.print("loss", tf.reduce_sum(x))
```

## Known limits
A print that is meant to show when tracing happens is reported too, unless the text says "trac(e/ing)". An alias such
as `builtins.print` with a tensor argument, which AutoGraph turns into `tf.print`, is not reported. Printing inside of
`tf.py_function` and under `if tf.executing_eagerly()` is fine and not reported.

## Fix safety
The fix writes `tf.print(..., output_stream=sys.stdout)`: without a stream `tf.print` writes to the standard error
stream. It is unsafe, since the line is then printed on every call, and `tf.print` formats values its own way: `0.25`
where `print` has `tf.Tensor(0.25, shape=(), dtype=float32)`, at most six elements of a long axis, nine digits. An
f-string is taken apart; `{x:.3f}` becomes `tf.strings.as_string(x, precision=3)`. Other formats of tensors, `%` and
`.format()` are left alone.

## References
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.print](https://www.tensorflow.org/api_docs/python/tf/print)

## How to silence
`# noqa: HYB301` on the line of the call, or `ignore = HYB301` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.printing import print_call
from .rule import Rule
from .traced import Words, findings


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""
    yield from findings(facts, RULE.code, RULE.hazards, _words, print_call, sources)


def _words(hazard: Hazard) -> Words:
    return Words(
        f"calls {hazard.subject}() while it is traced",
        "it prints once per trace, not on every call, and shows symbolic tensors",
        "use tf.print()",
    )


RULE = Rule(
    code="HYB301",
    name="print-in-graph",
    summary="print() in traced code runs while tracing, not on every call",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("print-call",),
)
