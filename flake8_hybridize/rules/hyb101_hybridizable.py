"""# HYB101: hybridizable

## What it does
Finds functions that run eagerly, compute with tensors, and provably give the same results when `tf.function`
compiles them.

## Why is this bad
Eager TensorFlow runs one operation after another under Python's control. As a graph the same operations are fused,
reordered and run in parallel; training steps, solvers and decoding loops are commonly about twice as fast.

## Example
```python
def step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss

for x, y in dataset:
    step(x, y)
```

## Use instead
```python
@tf.function
def step(x, y):
    ...
```

## Known limits
A function is reported only if the program shows a call with a tensor, or the framework's contract promises one; it has
no Python side effects, is not recursive, holds nothing that fails or changes meaning in a graph, isn't retraced without
bound, and runs more than once. Of a chain of such functions the outermost is reported: it compiles the others too.
What rests on assumptions about code that isn't there is HYB102.

## Fix safety
The fix puts `@tf.function` directly above the `def`, named as the file imports it, and adds the import where the file
has none. It is safe, except where the file imports TensorFlow inside functions only (the import would then be made
earlier), and where the function draws random numbers that a seed fixes (`tf.random.set_seed` and the like in the
program, or a `seed` of the operation): a graph draws other numbers of the same distribution than eager execution, so
that a run with this seed is another run. `tf.random.Generator`, `tf.random.stateless_*` and Keras 3 draw the same
numbers in both. Where calls pass tensors of different shapes, and nothing looks at a shape from Python, it adds
`reduce_retracing=True`; with `--input-signatures` it writes the signature that covers all calls.

## References
- [Better performance with tf.function](https://www.tensorflow.org/guide/function)
- [Khatchadourian et al., Safe Automated Refactoring for Efficient Migration of Imperative Deep Learning Programs to
  Graph Execution](https://arxiv.org/abs/2504.05424)

## How to silence
`# noqa: HYB101` on the line of the `def`, or `ignore = HYB101` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .hybridize import addition, outermost, tensor_source
from .rule import Rule


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each outermost function that provably can be compiled."""
    for function in outermost(facts, assumed=False):
        order = function.random_order
        caveat = "" if order is None else f" (the seeded random numbers drawn at {order} then come in another order)"
        yield Finding(
            code=RULE.code,
            place=function.keyword,
            message=f"{function.name}() runs eagerly but gives the same as a graph, {tensor_source(function)} and "
            f"nothing in it needs Python: decorate it with @tf.function{caveat}",
            function=function.name,
            fix=addition(function, facts, sources),
        )


RULE = Rule(
    code="HYB101",
    name="hybridizable",
    summary="a function that runs eagerly can be compiled by tf.function",
    default=True,
    fix="safe",
    check=check,
)
