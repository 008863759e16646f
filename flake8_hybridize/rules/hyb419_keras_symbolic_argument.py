"""# HYB419: keras-symbolic-argument

## What it does
Finds compiled functions that get a symbolic Keras tensor (`keras.Input()` and what layers make of it), and
`tf.function` on `Model.call` of a model that is fitted before it is built.

## Why is this bad
A symbolic Keras tensor is a placeholder for a shape and a dtype: `tf.function` refuses it with a `ValueError`. Under
`fit`, Keras 3 traces `call` itself; with another `tf.function` around it, the weights of a model that was not built are
made inside of that, the training step does not see them, and the optimizer raises "No gradients provided for any
variable".

## Example
```python
class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(10)

    @tf.function
    def call(self, x):
        return self.dense(x)

model = Classifier()
model.compile("sgd", "mse")
model.fit(x, y)
```

## Use instead
```python
class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(10)

    def call(self, x):
        return self.dense(x)

model = Classifier()
model.compile("sgd", "mse")
model.fit(x, y)
```

## Known limits
Models that the program builds before, by `build()`, by a call or by loading weights, are fine, and so is everything
under Keras 2 (`tf_keras`). TensorFlow's operations on symbolic Keras tensors, which Keras 2 takes, are not reported.

## Fix safety
The fix removes `tf.function` from the `call` of a model that is not built: `fit` compiles it anyway. It is unsafe,
since code that calls the model itself then runs eagerly. Symbolic tensors as arguments have no fix.

## References
- [Making new layers and models via subclassing](https://keras.io/guides/making_new_layers_and_models_via_subclassing/)
- [The functional API](https://keras.io/guides/functional_api/)

## How to silence
`# noqa: HYB419` on the line of the `def`, or `ignore = HYB419` in the configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Hazard, ProgramFacts
from ..model.findings import Finding
from ..model.source import Sources
from .repairs.compiling import without_decorator
from .rule import Rule
from .traced import Words


def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
    """One finding for each compiled function that gets a symbolic tensor, or is the ``call`` of an unbuilt model."""
    for function in facts.functions:
        if function.hybrid is None:
            continue
        for hazard in function.hazards:
            # A gradient with respect to a variable that is an argument is seldom asked for.
            if hazard.kind in RULE.hazards and hazard.kind != "keras-variable-argument" and hazard.certain:
                words = _words(hazard)
                message = f"{function.name}() {words.what}: {words.why}; {words.remedy}"
                fix = without_decorator(function, sources) if hazard.kind == "keras-decorated-call" else None
                yield Finding(RULE.code, function.keyword, message, function.name, fix)
                break


def _words(hazard: Hazard) -> Words:
    if hazard.kind == "keras-decorated-call":
        where = f" ({hazard.cause})" if hazard.cause is not None else ""
        return Words(
            f"is compiled, and its model is fitted{where} before it is built",
            "Keras 3 traces it itself, and finds no weights to train",
            "remove tf.function, or build the model first",
        )
    if hazard.kind == "keras-variable-argument":
        return Words(
            f"gets a Keras variable as {hazard.subject}",
            "a compiled function sees a copy that has no gradient and cannot be assigned",
            "read the variable from where it is kept",
        )
    return Words(
        f"gets a symbolic Keras tensor as {hazard.subject}",
        "tf.function refuses it with a ValueError",
        "call it in a layer, or use keras.ops",
    )


RULE = Rule(
    code="HYB419",
    name="keras-symbolic-argument",
    summary="a compiled function gets a symbolic Keras tensor, or is the call of a model that is not built",
    default=True,
    fix="unsafe",
    check=check,
    words=_words,
    hazards=("keras-symbolic-argument", "keras-variable-argument", "keras-decorated-call"),
)
