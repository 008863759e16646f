"""# HYB508: eager-mode-left-on

## What it does
Finds `tf.config.run_functions_eagerly(True)` and `Model.compile(run_eagerly=True)`.

## Why is this bad
They are switches for debugging: from there on every `tf.function` runs as plain Python, several times slower.

## Example
```python
tf.config.run_functions_eagerly(True)
model.compile(loss="mse", run_eagerly=True)
```

## Use instead
```python
model.compile(loss="mse")
```

## Known limits
Switching it on for a while and off again, and tests, are fine and not reported. Layers that need `.numpy()` need
`run_eagerly=True`.

## Fix safety
The fix removes the statement `tf.config.run_functions_eagerly(True)`. It is unsafe: what is broken under
`tf.function` shows only then. `run_eagerly=True` has no fix.

## References
- [tf.config.run_functions_eagerly](https://www.tensorflow.org/api_docs/python/tf/config/run_functions_eagerly)
- [Keras: compile](https://www.tensorflow.org/api_docs/python/tf/keras/Model#compile)

## How to silence
`# noqa: HYB508` on the line of the call, or `ignore = HYB508` in the configuration.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Edit, Finding, Fix
from ..model.source import Source, Sources
from .edits import whole_lines
from .repairs.spot import Spot, repaired, unsafe
from .rule import Rule
from .select import hazards
from .syntax import parse


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each switch that is left on, in a file that never switches it off."""
    for function, hazard in hazards(facts, RULE.hazards):
        source = sources.get(hazard.place.file)
        if not hazard.certain or source is None or not _left_on(hazard, source.segment(hazard.place), source):
            continue
        yield Finding(
            RULE.code,
            hazard.place,
            _message(hazard),
            function,
            repaired(_removed, hazard, None, sources) if hazard.kind == "run-functions-eagerly" else None,
        )


def _removed(spot: Spot) -> Fix | None:
    """The fix that takes out the statement."""
    call = spot.call()
    statement = None if call is None else spot.syntax.parents[call]
    lines = whole_lines(spot.syntax, statement) if isinstance(statement, ast.Expr) else None
    return None if lines is None else unsafe("Remove the switch", Edit((lines[0], 1), (lines[1], 1), ""))


def _message(hazard: Hazard) -> str:
    functions = hazard.kind == "run-functions-eagerly"
    what = "everything that tf.function compiles" if functions else "every batch of the model"
    call = hazard.subject if hazard.subject.endswith(")") else f"{hazard.subject}()"
    return f"{call} makes {what} run eagerly, which is slow: remove it when you have finished debugging"


def _left_on(hazard: Hazard, call: str, source: Source) -> bool:
    if hazard.kind == "run-eagerly":
        return True
    return (
        "False" not in call
        and "True" in call
        and "run_functions_eagerly(False)" not in source.text
        and not _is_option(hazard, source)
    )


def _is_option(hazard: Hazard, source: Source) -> bool:
    """Something that is asked at run time decides: an option of the program, for whoever debugs it."""
    syntax = parse(source)
    call = None if syntax is None else syntax.at(hazard.place)
    if syntax is None or call is None:
        return False
    tests = [around.test for around in syntax.ancestors(call) if isinstance(around, ast.If)]
    names = {node.id for test in tests for node in ast.walk(test) if isinstance(node, ast.Name)}
    return bool(names - {"__name__"})


RULE = Rule(
    code="HYB508",
    name="eager-mode-left-on",
    summary="compiled functions are told to run eagerly",
    default=True,
    fix="unsafe",
    check=check,
    hazards=("run-functions-eagerly", "run-eagerly"),
)
