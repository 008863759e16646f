"""# HYB429: export-untraced

## What it does
Finds `tf.saved_model.save()` of a module whose compiled functions have neither a signature nor a call, or that has a
`__call__` and compiles nothing.

## Why is this bad
A SavedModel holds traces, not Python. A compiled function without a trace is saved without anything to run: the loaded
one raises "Found zero restored functions". A method that is not compiled is not saved at all.

## Example
```python
class Double(tf.Module):
    @tf.function
    def __call__(self, x):
        return x * 2.0

tf.saved_model.save(Double(), path)
```

## Use instead
```python
class Double(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def __call__(self, x):
        return x * 2.0

tf.saved_model.save(Double(), path)
```

## Known limits
Calls anywhere in the program count, also behind the saving. Keras models know their inputs themselves and are not
looked at, nor are modules that hold other modules, or calls with `signatures=`.

## Fix safety
There is no fix: which tensors the function takes is for you to say.

## References
- [Using the SavedModel format: saving a custom model](https://www.tensorflow.org/guide/saved_model#saving_a_custom_model)
- [tf.saved_model.save](https://www.tensorflow.org/api_docs/python/tf/saved_model/save)

## How to silence
`# noqa: HYB429` on the line of the call, or `ignore = HYB429` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .rule import Rule
from .select import hazards
from .traced import Words


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each saving of a module of which nothing can be called later."""
    for function, hazard in hazards(facts, RULE.hazards):
        words = _words(hazard)
        name = f"{function}()" if function else "this code"
        yield Finding(RULE.code, hazard.place, f"{name} {words.what}: {words.why}; {words.remedy}", function)


def _words(hazard: Hazard) -> Words:
    what = f"saves a {hazard.subject}, of which nothing can be called once it is loaded"
    if hazard.detail("why") == "not compiled":
        return Words(what, "only compiled functions are saved", "compile it by tf.function with an input_signature")
    return Words(what, "its compiled functions have not been traced", "give one an input_signature, or call it before")


RULE = Rule(
    code="HYB429",
    name="export-untraced",
    summary="a module is saved whose functions have no trace",
    default=True,
    fix="none",
    check=check,
    words=_words,
    hazards=("export-untraced",),
)
