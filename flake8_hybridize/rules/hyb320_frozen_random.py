"""# HYB320: frozen-random

## What it does
Finds `random.*`, `numpy.random.*` and drawing from their generators in traced code, also in functions of `tf.data`; and
operations of `tf.random` with the same seed in several compiled functions.

## Why is this bad
The number is drawn while tracing and becomes a constant of the graph: dropout drops the same units, augmentation
flips all images or none, every step gets the same noise. Operations with a seed start their sequence anew in each
compiled function, so that two functions with one seed draw the same numbers.

## Example
```python
@tf.function
def augment(image):
    if random.random() < 0.5:
        image = tf.image.flip_left_right(image)
    return image
```

## Use instead
```python
@tf.function
def augment(image):
    return tf.image.random_flip_left_right(image)
```

## Known limits
Drawing outside, to initialize something, is fine; so is drawing inside of `tf.py_function` and in a generator given
to `Dataset.from_generator`.

## Fix safety
There is no fix: what should happen instead is for you to say.

## References
- [Random number generation](https://www.tensorflow.org/guide/random_numbers)
- [Better performance with tf.function: executing Python side effects](https://www.tensorflow.org/guide/function#executing_python_side_effects)
- [tf.random](https://www.tensorflow.org/api_docs/python/tf/random)

## How to silence
`# noqa: HYB320` on the line of the call, or `ignore = HYB320` in the configuration.
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
    if hazard.kind == "op-seed":
        return Words(
            f"draws with {hazard.subject.replace('tensorflow.', 'tf.')}(seed={hazard.detail('seed')}) "
            "while another compiled function does the same",
            "each starts its own sequence, so they draw the same numbers",
            "use a tf.random.Generator, or different seeds",
        )
    if hazard.subject.rpartition(".")[2] in _SEEDING:
        return Words(
            f"seeds random numbers with {hazard.subject}() while it is traced",
            "that happens once per trace, so later calls go on where the first one stopped",
            "seed before the call, or use tf.random.stateless_uniform() and its kin",
        )
    return Words(
        f"draws with {hazard.subject}() while it is traced",
        "the number is drawn once per trace and stays the same in all calls",
        "use tf.random",
    )


_SEEDING = frozenset({"seed", "set_random_seed", "setstate", "set_state"})

RULE = Rule(
    code="HYB320",
    name="frozen-random",
    summary="a random number of Python or NumPy is drawn once per trace",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("frozen-random", "op-seed"),
)
