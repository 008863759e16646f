"""# HYB417: not-converted

## What it does
Finds `if`, `while`, `for`, `and`, `or`, `not` and conditional expressions on tensors in traced code that AutoGraph
does not convert: functions with an assignment expression, `match`, a loop with `else`, `yield` or a private name
(`self.__name`); properties, special methods, constructors, generators, context managers, cached functions; functions
that `map`, `sorted`, `functools.reduce`, `tf.nest.map_structure` or `tf.vectorized_map` call; bodies under
`tf.custom_gradient` or `with_name_scope`; and all that Keras 3 calls: `call`, `train_step`, losses, metrics.

## Why is this bad
The code runs as it is written, and Python asks the tensor for its truth: `OperatorNotAllowedInGraphError`. It does
not help that the function which is decorated is converted itself: what unconverted code calls is not converted
either.

## Example
```python
class Clip(tf.keras.layers.Layer):
    def call(self, x):
        if tf.reduce_max(x) > 1.0:
            x = x / tf.reduce_max(x)
        return x
```

## Use instead
```python
class Clip(tf.keras.layers.Layer):
    def call(self, x):
        largest = tf.reduce_max(x)
        return tf.where(largest > 1.0, x / largest, x)
```

## Known limits
Keras 2 converts `call`; a program that imports `tf_keras` is taken to use it. A `call` that is decorated with
`@tf.function`, and one that is called as `layer.call(x)`, are converted. Lambdas and inner functions are converted
with the function that they are written in, whoever calls them.

## Fix safety
The fix moves `tf.function` below `tf.Module.with_name_scope`. It is unsafe: AutoGraph then converts the function. The
other defects have no fix.

## References
- [Better performance with tf.function: AutoGraph transformations](https://www.tensorflow.org/guide/function#autograph_transformations)
- [AutoGraph reference: limitations](https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/limitations.md)
- [tf.cond](https://www.tensorflow.org/api_docs/python/tf/cond)

## How to silence
`# noqa: HYB417` on the line of the condition, or `ignore = HYB417` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding, Fix
from ..model.source import Sources
from .repairs.compiling import swapped
from .repairs.spot import Spot
from .rule import Rule
from .traced import Words, findings

_REPORTED = frozenset(
    {"unsupported-syntax", "autograph-unconverted-callee", "decorator-hides-autograph", "keras-no-autograph"}
)


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each place where it happens in traced code."""

    def repair(spot: Spot) -> Fix | None:
        if spot.hazard.kind == "decorator-hides-autograph" and spot.function is not None:
            return swapped(spot.function, sources, frozenset({"with_name_scope"}))
        return None

    yield from findings(facts, RULE.code, _REPORTED, _words, repair, sources)


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "decorated-function-argument":
        return Words(
            f"gets a decorated function as {hazard.subject}",
            "AutoGraph calls what is under tf.custom_gradient or tf.Module.with_name_scope",
            "call it by its name",
        )
    test = " ".join(hazard.subject.split())
    shown = test if len(test) <= 50 else test[:47] + "..."
    what, because = f"lets the tensor {shown} decide", hazard.detail("why")
    remedy = "use tf.cond(), tf.where() or tf.while_loop()"
    if hazard.kind == "keras-no-autograph":
        return Words(what, "AutoGraph converts nothing that Keras 3 calls, so this raises", remedy + ", or decorate it")
    if hazard.kind == "unsupported-syntax":
        return Words(
            what, f"AutoGraph converts no function with {because}, so this raises", "rewrite that, or " + remedy
        )
    if hazard.kind == "decorator-hides-autograph":
        return Words(what, f"AutoGraph does not see through {because}, so this raises", remedy)
    return Words(what, f"AutoGraph does not convert {_called(because)}, so this raises", remedy)


def _called(because: str) -> str:
    return f"a function {because}" if because.startswith("handed") else because


RULE = Rule(
    code="HYB417",
    name="not-converted",
    summary="a tensor decides in code that AutoGraph leaves as it is written",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=(*sorted(_REPORTED), "decorated-function-argument"),
)
