"""# HYB501: python-argument-retraces

## What it does
Finds calls of compiled functions with Python numbers or strings, or lists of them, that differ from call to call:
loop variables, counters, decaying rates, random numbers.

## Why is this bad
A Python value is part of the graph, so each new one is a new trace, which takes a hundred times as long as a call and
stays in memory. `reduce_retracing=True` and type hints do not change that.

## Example
```python
@tf.function
def step(x, epoch):
    return x * tf.cast(epoch, tf.float32)

for epoch in range(1000):
    step(x, epoch)
```

## Use instead
```python
for epoch in tf.range(1000):
    step(x, epoch)

# or
for epoch in range(1000):
    step(x, tf.constant(epoch))
```

## Known limits
A few different constants (modes, flags) are fine and not reported, nor are NumPy numbers, which are passed as
tensors, and parameters that an `input_signature` covers. Calls from traced code are part of one trace.

## Fix safety
The fix passes `tf.constant(...)` at the call, in the dtype that arithmetic in the function gives the number. It is
unsafe: rounding may differ. It is made only where every use of the parameter stands beside a tensor whose dtype is
known, or is cast: where Python needs the number there is none.

## References
- [Better performance with tf.function: controlling retracing](https://www.tensorflow.org/guide/function#controlling_retracing)

## How to silence
`# noqa: HYB501` on the line of the argument, or `ignore = HYB501` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding, Fix
from ..model.source import Sources
from .repairs.retracing import constant
from .repairs.spot import Spot, repaired
from .rule import Rule
from .select import hazards
from .syntax import syntax_of


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each argument whose Python values retrace without bound."""
    for function, hazard in hazards(facts, RULE.hazards):
        if hazard.certain:
            fix = _as_tensor(hazard, facts, sources) if hazard.kind == "retrace-python-scalar" else None
            yield Finding(RULE.code, hazard.place, _message(hazard), function, fix)


def _as_tensor(hazard: Hazard, facts: ProgramFacts, sources: Sources) -> Fix | None:
    named = [f for f in facts.functions if f.name == hazard.detail("callee")]
    syntax = syntax_of(sources, named[0].file) if len(named) == 1 else None
    if syntax is None:
        return None
    where = Spot(hazard, None, syntax)
    return repaired(lambda spot: constant(spot, named[0], where), hazard, None, sources)


def _message(hazard: Hazard) -> str:
    callee, parameter = hazard.detail("callee"), hazard.detail("parameter")
    reason = hazard.detail("reason")
    subject = " ".join(hazard.subject.split())
    because = f" ({reason})" if reason else ""
    return (
        f"{callee}() is traced again for every new Python value of '{parameter}'{because}: "
        f"pass a tensor, such as tf.constant({subject if len(subject) <= 30 else '...'})"
    )


RULE = Rule(
    code="HYB501",
    name="python-argument-retraces",
    summary="a Python value that keeps changing is passed to a compiled function",
    default=True,
    fix="unsafe",
    check=check,
    hazards=("retrace-python-scalar", "retrace-list"),
)
